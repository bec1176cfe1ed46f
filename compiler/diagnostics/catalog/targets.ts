import { error, note, warning } from "../definition.ts";

/** What a target cannot express, and what concerns one target alone. */
export const targets = {
  "target/left-out": note<{ key: string; target: string; reason: string }>({
    message: ({ key, target, reason }) => `${target} leaves out ${key}: ${reason}.`,
    explanation: `
The target has no words for the key, and does without it well enough. Other targets express it. The reference of the
language shows for every key which targets do.`,
  }),
  "target/lost": warning<{ key: string; target: string; reason: string }>({
    message: ({ key, target, reason }) => `${target} cannot do what ${key} asks for: ${reason}.`,
    explanation: `
The target has no words for the key, and what runs there lacks something that the specification asks for. Either
something outside has to provide it, as the message says, or the environment belongs on another target.`,
  }),
  "target/no-effect": warning<{ key: string; targets: readonly string[]; tiers: readonly string[] }>({
    message: ({ key, targets, tiers }) =>
      `${key} has no effect: only ${listOf(targets)} ${targets.length === 1 ? "uses" : "use"} it, and ${targets.length === 1 ? "it is" : "they are"} not generated for ${listOf(tiers)}.`,
    help: ({ targets }) => `Remove it, or turn a target on: 'targets: { ${targets[0]}: ... }'.`,
    explanation: `
Each key is expressed by some targets, which the reference of the language lists. None of those that express this one is turned
on, or none has files for environments of this tier: nothing changes with the key. It is a warning and not an error, because
the key is right, and starts to matter as soon as one of the targets is generated. There is no warning where the specification
turns one of these targets off by name.`,
  }),
  "target/not-generated-yet": error<{ key: string; targets: readonly string[] }>({
    message: ({ key }) => `${key} is not generated yet.`,
    help: () => "Remove it.",
    explanation: `
The key is part of the language, and the target that will read it does not exist yet: \`monitoring\`, \`operations\`,
\`config\` or \`docs\`. Until then nothing would come of the key, and a backup or an alert that nobody makes must not look
as if it were there.`,
  }),
  "docker/name-taken": error<{ what: string; name: string; file: string }>({
    message: ({ what, name, file }) => `${file} would have two ${what}s called '${name}'.`,
    help: () => "Give it another name.",
    explanation: `
The stages of a Dockerfile are called after services and what they are for, those of a variant after the variant; the
targets of the bake file after services, with \`-development\`, \`-test\` and such for their further images, and its groups
\`default\`, \`development\`, \`test\` and \`all\` after what is in them. A service \`api-test\` beside \`api\` would take the
name of another image, and one of the two could not be built.`,
  }),
  "compose/one-file-for-two": error<{ file: string; first: string; second: string }>({
    message: ({ file, first, second }) => `Two would be written to ${file}: ${first} and ${second}.`,
    help: () => "Let the name hold '${environment.name}' or '${stack.name}', or name one of the files itself.",
    explanation: `
Each environment and each stack has a Compose file of its own, complete in itself.`,
  }),
  "helm/subchart-without-engine": error<{ service: string }>({
    message: ({ service }) => `A subchart stands for '${service}', which is no service of the catalogue.`,
    help: () => "Name a service that has an 'engine'.",
    explanation: `
A subchart runs a service of the catalogue in place of varai-gen's own objects: a database, a cache. What is built here has
no chart elsewhere.`,
  }),
  "target/path-outside": error<{ path: string; target: string }>({
    message: ({ path, target }) => `${target} would write to '${path}', which is not in the output folder.`,
    help: () => "Name a path without '..' that does not start with '/'.",
    explanation: `
Files are written to the output folder and nowhere else. To write them to another place, choose another folder with
\`output\`, which stands for the root of the platform's repository.`,
  }),
  "target/same-path": error<{ path: string; other: string; first: string; second: string }>({
    message: ({ path, other, first, second }) =>
      path === other
        ? `${first} and ${second} would both write to ${path}.`
        : `${other} and ${path} are one file on macOS and Windows.`,
    help: () => "Give one of them another path.",
    explanation: `
Each file has one content. Paths that the specification names, such as \`dockerfile\` or \`targets.docker.bake\`, must
not meet those of other files. macOS and Windows make no difference between upper and lower case.`,
  }),
  "target/path-in-file": error<{ path: string; target: string; file: string }>({
    message: ({ path, target, file }) => `${target} would write to ${path}, but ${file} is a file, and no folder.`,
    help: () => "Give one of them another path.",
    explanation: `
A path is that of a file or that of a folder. Where two paths are named and one leads through the other, only one of the
files could be written.`,
  }),
  "target/path-reserved": error<{ path: string; target: string; reason: string }>({
    message: ({ path, target, reason }) => `${target} would write to '${path}', ${reason}.`,
    help: () => "Name another path.",
    explanation: `
Files of the specification, its lock file and its templates, the manifest of varai-gen, what belongs to git, and the
files of npm are never generated: writing to them would destroy what the next run, or another tool, depends on.`,
  }),
  "compose/vault-address": error({
    message: () => "It is not said where Vault is.",
    help: () => "Add 'address: https://vault.example.com:8200'.",
    explanation: `
With the provider \`vault\` an agent beside the services fetches the secrets from a HashiCorp Vault server, and needs its
address.`,
  }),
};

/** `a`, `a and b`, `a, b and c` */
function listOf(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}
