import { error } from "../../diagnostics/definition.ts";

/** What Dockerfiles and the bake file cannot do. */
export const codes = {
  "docker/name-taken": error<{ what: string; name: string; file: string }>({
    message: ({ what, name, file }) => `${file} would have two ${what}s called '${name}'.`,
    help: () => "Give it another name.",
    explanation: `
The stages of a Dockerfile are called after services and what they are for, those of a variant after the variant; the
targets of the bake file after services, with \`-development\`, \`-test\` and such for their further images, and its groups
\`default\`, \`development\`, \`test\` and \`all\` after what is in them. A service \`api-test\` beside \`api\` would take the
name of another image, and one of the two could not be built.`,
  }),
};
