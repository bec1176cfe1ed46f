import { error, warning } from "../definition.ts";

const update = "Run 'npx varai-gen'.";

/** What can be wrong with the files in the output folder. */
export const output = {
  "output/stale": error<{ path: string }>({
    message: ({ path }) => `${path} is stale: the specification or varai-gen has changed.`,
    help: () => update,
    explanation: `
The file is as varai-gen once wrote it, but would be written differently now. Generate again and commit the result with
the change that caused it.`,
  }),
  "output/edited": error<{ path: string }>({
    message: ({ path }) => `${path} was edited by hand.`,
    help: () => "Move the edit into the specification, or run 'npx varai-gen --force' to discard it.",
    explanation: `
The file is not what varai-gen wrote last. It is left as it is, because the edit may be wanted: say it in the
specification, in \`overrides:\` where the language has no word for it, or replace the template. \`varai-gen diff\` shows it.`,
  }),
  "output/missing": error<{ path: string }>({
    message: ({ path }) => `${path} is missing.`,
    help: () => update,
    explanation: `
The specification compiles to this file, and it is not there.`,
  }),
  "output/orphaned": error<{ path: string }>({
    message: ({ path }) => `${path} is orphaned: nothing generates it any more.`,
    help: () => update,
    explanation: `
varai-gen once wrote the file, and the specification no longer compiles to it. Generating removes it, unless it was
edited by hand.`,
  }),
  "output/orphaned-edited": error<{ path: string }>({
    message: ({ path }) => `${path} is orphaned, and was edited by hand.`,
    help: () => "Delete it, or keep it: move it elsewhere, or run 'npx varai-gen --force' to remove it.",
    explanation: `
varai-gen once wrote the file, the specification no longer compiles to it, and somebody has changed it since. Removing it
would lose that work, so it stays until somebody decides.`,
  }),
  "output/unmanaged": error<{ path: string }>({
    message: ({ path }) => `${path} is in the way: varai-gen did not write it.`,
    help: () => "Move it away, or run 'npx varai-gen --force' to replace it.",
    explanation: `
The specification compiles to a file that exists already and is not in the manifest. It is somebody's work and is never
overwritten without being asked.`,
  }),
  "output/line-ends": error<{ path: string }>({
    message: ({ path }) => `${path} has CRLF line ends.`,
    help: () => "Put '* text=auto eol=lf' into .gitattributes, and run 'npx varai-gen'.",
    explanation: `
The content is right, but version control or an editor has changed the ends of its lines. Scripts with CRLF do not run,
and containers fail with messages that do not say why. Output always has LF.`,
  }),
  "output/mode": error<{ path: string; mode: string }>({
    message: ({ path, mode }) => `${path} has lost its mode ${mode}.`,
    help: () => update,
    explanation: `
Scripts have to be executable. Version control keeps that bit, but some tools that copy files lose it.`,
  }),
  "output/manifest": warning<{ path: string; detail: string }>({
    message: ({ path, detail }) => `${path} is damaged: ${detail}.`,
    help: () => "Run 'npx varai-gen': files that are as they should be are taken over again.",
    explanation: `
The manifest lists every file that varai-gen wrote, with its hash. Without it, or where it was damaged or has a merge
conflict, it is not known which files are whose: those with the right content are taken over, every other one is left
alone. After a merge conflict, generate again and commit the result.`,
  }),
  "output/unsafe": error<{ path: string; detail: string }>({
    message: ({ path, detail }) => `${path} is not touched: ${detail}.`,
    help: () => "Remove what stands in the way.",
    explanation: `
Nothing is ever written or deleted outside of the output folder. A folder that is a link may lead elsewhere, and an
entry of the manifest with \`..\` or an absolute path does; both are refused.`,
  }),
};
