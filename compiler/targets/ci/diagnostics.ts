import { error, warning } from "../../diagnostics/definition.ts";

/** What a pipeline cannot do, or should not do without somebody having thought of it. */
export const codes = {
  "ci/registry-missing": warning({
    message: () => "Nothing is released: the platform names no registry.",
    help: () => "Add 'registry: ghcr.io/your-name' to 'platform'.",
    explanation: `
The pipeline builds, tests and scans images. To release them it has to know where they go: \`platform.registry\` is a registry
and a path, such as \`ghcr.io/varai\`, or the name of an organisation on Docker Hub. Without it nothing is pushed, signed or
deployed.`,
  }),
  "ci/never-deployed": error<{ environment: string }>({
    message: ({ environment }) => `It is not said when ${environment} is deployed.`,
    help: () => "Add 'branch: main' or 'tag: v*'.",
    explanation: `
An environment is deployed with every commit of a branch, or with every tag that matches a pattern. One of the two has to be
there. To deploy an environment by hand alone, leave it out.`,
  }),
  "ci/no-approvals": warning<{ environment: string }>({
    message: ({ environment }) => `${environment} is production, and is deployed without anybody's approval.`,
    help: () => "Add 'approvals: [a-team]'.",
    explanation: `
Whoever can push the branch or the tag deploys to production. With \`approvals\` the deployment waits until one of them has
agreed: on GitHub they are the required reviewers of the environment, on GitLab the approvers of the protected environment. Both
are set in the settings of the repository; what is generated says where.`,
  }),
  "ci/no-way": error<{ environment: string; way: string }>({
    message: ({ environment, way }) =>
      way === ""
        ? `Nothing deploys ${environment}: neither 'kustomize' nor 'helm' nor 'bicep' is on.`
        : `${environment} cannot be deployed with '${way}', which is not on there.`,
    help: ({ way }) =>
      `Turn ${way === "" ? "one of them" : `'${way}'`} on under 'targets', or leave the environment out.`,
    explanation: `
The pipeline applies what other targets generate: a Kustomize overlay, a Helm chart or a Bicep template. Hosts that run Compose
are not deployed to, and environments of the tier test never are.`,
  }),
  "ci/several-ways": warning<{ environment: string; ways: readonly string[]; way: string }>({
    message: ({ environment, ways, way }) =>
      `${environment} could be deployed with ${ways.join(" or ")}; it is deployed with ${way}.`,
    help: ({ way }) => `Say which: 'with: ${way}'.`,
    explanation: `
Several targets describe the same environment, and only one of them can own what runs there. Unless the specification says
which, it is the first of \`kustomize\`, \`helm\` and \`bicep\`.`,
  }),
  "ci/unknown-action": error<{ action: string; suggestion: string | undefined }>({
    message: ({ action }) => `No workflow uses the action '${action}'.`,
    help: ({ suggestion }) => (suggestion === undefined ? undefined : `Did you mean '${suggestion}'?`),
    explanation: `
\`actions\` names other versions of actions that generated workflows use, so that one of them can be brought up to date before
varai-gen is. An action that they do not use has no version to replace. GitLab has no actions at all.`,
  }),
  "ci/cache-elsewhere": warning({
    message: () => "GitLab cannot keep a build cache with GitHub.",
    help: () => "Write 'cache: registry'.",
    explanation: `
\`cache: gha\` keeps the build cache with GitHub Actions, which only its own runners reach. Elsewhere images are built without a
cache.`,
  }),
};
