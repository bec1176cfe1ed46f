import { error, note, warning } from "../definition.ts";

/** Findings about keys that a target does not support, and about paths. The codes of a target are in its folder. */
export const targets = {
  "target/left-out": note<{ key: string; target: string; reason: string }>({
    message: ({ key, target, reason }) => `Target '${target}' ignores '${key}': ${reason}.`,
    explanation: `
The target does not support the key, and the platform works there without it. Other targets may support it:
\`schema/reference.md\` lists the targets of every key.`,
  }),
  "target/lost": warning<{ key: string; target: string; reason: string }>({
    message: ({ key, target, reason }) => `Target '${target}' does not support '${key}': ${reason}.`,
    explanation: `
The target does not support the key, so the platform lacks something there that the specification requires. Provide it
outside of varai-gen, as the message explains, or deploy the environment with another target.`,
  }),
  "target/no-effect": warning<{ key: string; targets: readonly string[]; tiers: readonly string[] }>({
    message: ({ key, targets, tiers }) =>
      `${key} has no effect: only ${listOf(targets)} ${targets.length === 1 ? "uses" : "use"} it, and ${targets.length === 1 ? "it is" : "they are"} not generated for ${listOf(tiers)}.`,
    help: ({ targets }) => `Remove it, or enable a target, such as 'targets: { ${targets[0]}: ... }'.`,
    explanation: `
The reference lists the targets that use each key. None of them is enabled, or none has files for environments of this
tier, so that the key changes nothing. This is only a warning, because the key is valid and has an effect as soon as one
of the targets is enabled. There is no warning if the specification disables one of the targets by name.`,
  }),
  "target/path-outside": error<{ path: string; target: string }>({
    message: ({ path, target }) => `Target '${target}' would write '${path}', which is outside of the output folder.`,
    help: () => "Use a relative path without '..'.",
    explanation: `
Files are written only to the output folder. To write to another place, change \`output\`, which is the root of the
generated files.`,
  }),
  "target/same-path": error<{ path: string; other: string; first: string; second: string }>({
    message: ({ path, other, first, second }) => {
      if (path !== other) return `${other} and ${path} are the same file on macOS and Windows.`;
      if (first === second) return `Target '${first}' would write ${path} twice.`;
      return `Targets '${first}' and '${second}' would both write ${path}.`;
    },
    help: () => "Change one of the paths.",
    explanation: `
Each generated file needs its own path. A path that the specification sets, such as \`dockerfile\` or
\`targets.docker.bake\`, must differ from the paths of all other files. macOS and Windows ignore case in file names.`,
  }),
  "target/path-in-file": error<{ path: string; target: string; file: string }>({
    message: ({ path, target, file }) => `Target '${target}' would write ${path}, but ${file} is a file, not a folder.`,
    help: () => "Change one of the paths.",
    explanation: `
A path is either a file or a folder. If one path of the specification leads through another, only one of the two files
can be written.`,
  }),
  "target/path-reserved": error<{ path: string; target: string; reason: string }>({
    message: ({ path, target, reason }) => `Target '${target}' cannot write '${path}': it is ${reason}.`,
    help: () => "Use another path.",
    explanation: `
varai-gen never generates the files of the specification, its lock file, its templates, its manifest, or files that
belong to git or npm. To overwrite one would break the next run, or another tool.`,
  }),
};

/** `a`, `a and b`, `a, b and c` */
function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
