import { error, warning } from "../definition.ts";
import { didYouMean } from "../suggest.ts";

const update = "Run 'npx varai-gen'.";

/** Findings about the files in the output folder. */
export const output = {
  "output/stale": error<{ path: string }>({
    message: ({ path }) => `${path} is stale: the specification or varai-gen has changed.`,
    help: () => update,
    explanation: `
The file is unchanged since varai-gen wrote it, but the specification now compiles to other content. Run \`varai-gen\` and
commit the result together with the change that caused it.`,
  }),
  "output/edited": error<{ path: string }>({
    message: ({ path }) => `${path} was edited by hand.`,
    help: () => "Move the edit to the specification, or run 'npx varai-gen --force' to discard it.",
    explanation: `
The file differs from what varai-gen wrote. It is not overwritten, because you may want to keep the edit. Move the edit
to the specification, to an entry of \`overrides\`, or to a template of your own. \`varai-gen diff\` shows the edit.`,
  }),
  "output/missing": error<{ path: string }>({
    message: ({ path }) => `${path} is missing.`,
    help: () => update,
    explanation: `
The specification compiles to this file, but the file does not exist. Run \`varai-gen\` to write it.`,
  }),
  "output/orphaned": error<{ path: string }>({
    message: ({ path }) => `${path} is orphaned: the specification no longer compiles to it.`,
    help: () => `${update} It deletes the file.`,
    explanation: `
varai-gen wrote the file for an earlier version of the specification. \`varai-gen\` deletes orphaned files, except
those edited by hand.`,
  }),
  "output/orphaned-edited": error<{ path: string }>({
    message: ({ path }) => `${path} is orphaned and was edited by hand.`,
    help: () => "Move it elsewhere to keep it, or run 'npx varai-gen --force' to delete it.",
    explanation: `
varai-gen wrote the file for an earlier version of the specification, and it was edited since. It is not deleted, because
the edits would be lost.`,
  }),
  "output/unmanaged": error<{ path: string; file: string }>({
    message: ({ path }) => `${path} exists, but varai-gen did not write it.`,
    help: ({ file }) => `To keep it, add '${file}' to 'exclude'. To replace it, run 'npx varai-gen --force'.`,
    explanation: `
The specification compiles to a file that already exists and is not in the manifest of generated files. There are three choices.
\`exclude\` of the specification leaves the file to you. Many paths have a key, such as \`targets.docker.bake\`, with which the
generated file goes elsewhere; to build with a Dockerfile that exists, name it in \`build\`. \`--force\` replaces the file.`,
  }),
  "output/excludes-nothing": error<{ pattern: string; suggestion: string | undefined }>({
    message: ({ pattern }) => `No generated file matches '${pattern}' in 'exclude'.`,
    help: ({ suggestion }) => didYouMean(suggestion) ?? "Correct the pattern, or remove it.",
    explanation: `
\`exclude\` leaves generated files to you. A pattern that matches nothing excludes nothing: the file may have another name, its
target may be disabled, or the pattern may not be relative to the output folder. \`*\` stands for a part of a name, \`**\` for
any folders, and a folder for everything in it.`,
  }),
  "output/excluded-needed": warning<{ path: string; user: string }>({
    message: ({ path, user }) => `${user} refers to ${path}, which 'exclude' leaves to you and which does not exist.`,
    help: ({ user }) => `Create the file, or exclude ${user} as well.`,
    explanation: `
Generated files refer to each other: a kustomization lists its resources, a Dockerfile copies a configuration. An excluded file
is yours, and has to exist where a generated file refers to it.`,
  }),
  "output/line-ends": error<{ path: string }>({
    message: ({ path }) => `${path} has CRLF line endings.`,
    help: () => "Add '* text=auto eol=lf' to .gitattributes, and run 'npx varai-gen'.",
    explanation: `
The content is right, but version control or an editor changed the line endings. Shell scripts with CRLF do not run, and
containers fail with misleading messages. Generated files use LF.`,
  }),
  "output/mode": error<{ path: string; mode: string }>({
    message: ({ path, mode }) => `${path} does not have mode ${mode}.`,
    help: () => update,
    explanation: `
Generated scripts must be executable. Git keeps the executable bit, but some tools that copy files lose it.`,
  }),
  "output/manifest": warning<{ path: string; detail: string }>({
    message: ({ path, detail }) => `${path} is damaged: ${detail}.`,
    help: () => "Run 'npx varai-gen' to repair it. Files with other content are not changed.",
    explanation: `
The manifest lists every file that varai-gen wrote, with its hash. Without it, or while it is damaged or has a merge
conflict, varai-gen cannot tell generated files from others: it adopts files with the expected content and leaves all others
alone. After a merge conflict, run \`varai-gen\` again and commit the result.`,
  }),
  "output/unsafe": error<{ path: string; detail: string }>({
    message: ({ path, detail }) => `${path} cannot be written safely: ${detail}.`,
    help: () => "Remove the obstacle.",
    explanation: `
varai-gen never writes or deletes anything outside of the output folder. It refuses folders that are symbolic links, and
manifest entries with \`..\` or an absolute path.`,
  }),
};
