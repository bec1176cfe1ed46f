import { error } from "../../diagnostics/definition.ts";

/** Findings about scripts for operators. */
export const codes = {
  "operations/unknown-task": error<{ task: string; action: string; reason: string }>({
    message: ({ task, action, reason }) => `The task '${task}' cannot be '${action}': ${reason}.`,
    help: (_, key) => `Correct or remove '${key}'.`,
    explanation: `
A task of the Makefile does something with an environment. \`run\`, \`stop\`, \`logs\` and \`test\` use its Compose file;
\`test\` needs \`tests\` in the environment. \`deploy\` needs an environment of the tier staging or production that
\`compose\`, \`kustomize\`, \`helm\` or \`bicep\` deploys. For example:

    platform: { name: shop, description: Sells things. }
    services: { api: { image: "api:1.0", port: 8000, health: /health } }
    environments: { prod: { tier: production } }
    targets: { operations: { makefile: { tasks: { start: run prod } } } }`,
  }),
};
