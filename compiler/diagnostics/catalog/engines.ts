import { error } from "../definition.ts";
import { didYouMean } from "../suggest.ts";

/** What can be wrong with a service of the catalogue. */
export const engines = {
  "model/unknown-engine": error<{ engine: string; suggestion: string | undefined; known: readonly string[] }>({
    message: ({ engine }) => `The catalogue has no '${engine}'.`,
    help: ({ suggestion, known }) => didYouMean(suggestion) ?? `It has ${known.join(", ")}.`,
    explanation: `
The catalogue holds services whose images are known in detail: ports, users, writable paths, probes, addresses.
\`varai-gen list --catalogue\` prints it. Anything else runs as \`image: name:tag\`, with those details in the specification.`,
  }),
  "model/unknown-engine-version": error<{ engine: string; version: string; known: string }>({
    message: ({ engine, version }) => `The catalogue's entry for ${engine} does not hold for version ${version}.`,
    help: ({ known }) => `It was written for versions such as ${known}.`,
    explanation: `
Images change between major versions: another data directory, another user, other variables. An entry is used only for
versions for which it is known to be right.`,
  }),
  "model/engine-requires": error<{ engine: string; key: string }>({
    message: ({ engine, key }) => `${engine} needs a '${key}'.`,
    help: ({ key }) =>
      key === "password" ? "Declare a secret and write 'password: ${secrets.its-name}'." : `Add '${key}: ...'.`,
    explanation: `
The engine does not start without it, or starts open to everyone who reaches it. A password is always a secret.`,
  }),
  "model/engine-without": error<{ engine: string; key: string }>({
    message: ({ engine, key }) => `${engine} has no '${key}'.`,
    help: () => "Remove it.",
    explanation: `
The engine has no such notion, so the key would have no effect.`,
  }),
  "model/engine-needs": error<{ engine: string; need: string; alternatives: readonly string[] }>({
    message: ({ engine, alternatives }) => `${engine} does not work without ${alternatives.join(" or ")}.`,
    help: () => "Name the service that is one in 'dependsOn'.",
    explanation: `
Some engines keep their data in another one. The service that is it is found among the dependencies; address, user and
password are taken from there.`,
  }),
  "model/engine-needs-file": error<{ engine: string; file: string }>({
    message: ({ engine, file }) => `${engine} does nothing without a configuration of its own, ${file}.`,
    help: ({ engine, file }) =>
      `Mount one: 'files: { ${file}: ... }'. In front of what is exposed, write 'edge: ${engine}'.`,
    explanation: `
What a proxy does is in its configuration, which no default can guess. For the usual work, terminating TLS and routing to what
is exposed, \`edge\` runs the proxy and writes its configuration. A proxy for anything else brings its own.`,
  }),
};
