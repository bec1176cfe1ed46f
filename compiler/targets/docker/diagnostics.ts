import { error } from "../../diagnostics/definition.ts";

/** Findings about Dockerfiles and the bake file. */
export const codes = {
  "docker/name-taken": error<{ what: string; name: string; file: string }>({
    message: ({ what, name, file }) => `${file} would contain two ${what}s named '${name}'.`,
    help: (_, key) => (key === "" ? "Rename this service or variant." : `Rename '${key}'.`),
    explanation: `
Stages of a Dockerfile and targets of the bake file are named after the service, with a suffix such as \`-development\` or
\`-test\`. The bake groups are named \`default\`, \`development\`, \`test\` and \`all\`. A service \`api-test\` next to a service
\`api\` would therefore produce the same name twice, and one image could not be built.`,
  }),
};
