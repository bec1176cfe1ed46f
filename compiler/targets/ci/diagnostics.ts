import { error, warning } from "../../diagnostics/definition.ts";

/** Findings about pipelines. */
export const codes = {
  "ci/registry-missing": warning({
    message: () => "Nothing is released, because 'platform.registry' is not set.",
    help: () => "Set 'platform.registry' to ghcr.io/your-name, with the name of the registry.",
    explanation: `
The pipeline builds, tests and scans images, and pushes them to \`platform.registry\`: a registry and a path, such as
\`ghcr.io/varai\`, or the name of an organisation on Docker Hub. Without it nothing is pushed, signed or deployed.`,
  }),
  "ci/never-deployed": error<{ environment: string }>({
    message: ({ environment }) => `The deployment of ${environment} has no trigger.`,
    help: (_, key) => `Set '${key}.branch' to main, or '${key}.tag' to "v*".`,
    explanation: `
An environment is deployed with every commit of a branch, or with every tag that matches a pattern. Set one of them, or
remove the environment from \`deploy\` to deploy it by hand only.`,
  }),
  "ci/no-approvals": warning<{ environment: string }>({
    message: ({ environment }) => `${environment} is a production environment and is deployed without approval.`,
    help: (_, key) => `Set '${key}.approvals' to [a-team].`,
    explanation: `
Every user who can push the branch or the tag can deploy to production. With \`approvals\` the deployment waits for an
approval: on GitHub by a required reviewer of the environment, on GitLab by an approver of the protected environment, in Azure
Pipelines by an approver in the checks of the environment. All are set in the provider; a comment in the generated pipeline
describes where. The pipelines of GitHub and Azure Pipelines fail before they deploy to an environment without approvers. A
pipeline of GitLab cannot read this setting.`,
  }),
  "ci/no-way": error<{ environment: string; way: string }>({
    message: ({ environment, way }) =>
      way === ""
        ? `${environment} cannot be deployed: 'kustomize', 'helm' and 'bicep' are all disabled for it.`
        : `${environment} cannot be deployed with '${way}', which is disabled for it.`,
    help: ({ environment, way }) =>
      `Set 'targets.${way === "" ? "kustomize" : way}' to true, or remove 'targets.ci.deploy.${environment}'.`,
    explanation: `
The pipeline deploys the output of another target: a Kustomize overlay, a Helm chart or a Bicep template. It does not deploy
to hosts that run Compose, or environments of the tier test.`,
  }),
  "ci/several-ways": warning<{ environment: string; ways: readonly string[]; way: string }>({
    message: ({ environment, ways, way }) =>
      `${environment} can be deployed with ${ways.join(" or ")}; ${way} is used.`,
    help: ({ way }, key) => `Set '${key}.with' to ${way}.`,
    explanation: `
Several targets describe the same environment, but only one can deploy it. The default is the first enabled one of
\`kustomize\`, \`helm\` and \`bicep\`.`,
  }),
  "ci/output-not-root": error<{ folder: string; provider: string }>({
    message: ({ folder, provider }) =>
      `${provider} would not find the pipeline: the output folder '${folder}' is not the root of the repository.`,
    help: () => "Set 'targets.ci' to false, or remove 'output' to generate into the root of the repository.",
    explanation: `
GitHub reads workflows in \`.github/workflows\` of the root, GitLab reads \`.gitlab-ci.yml\` there, and jobs start there. The
pipelines of Azure Pipelines name their files from there.
The root of the repository is the nearest folder that contains the specification and the output folder, unless \`root\` names
another one. To keep generated files in a folder and still generate pipelines, name the folders of single targets, such as
\`targets.kustomize.path\`, instead of \`output\`.`,
  }),
  "ci/unknown-action": error<{ action: string; suggestion: string | undefined }>({
    message: ({ action }) => `No workflow uses the action '${action}'.`,
    help: ({ suggestion }) => (suggestion === undefined ? undefined : `Did you mean '${suggestion}'?`),
    explanation: `
\`actions\` replaces the versions of actions in the generated workflows, so that an action can be updated before varai-gen is.
It has no effect on actions that the workflows do not use. Pipelines for other providers use no actions.`,
  }),
  "ci/no-dependabot": error<{ provider: string }>({
    message: ({ provider }) => `Dependabot does not work on ${provider}.`,
    help: () => "Use 'updates: renovate'.",
    explanation: `
\`updates\` chooses the bot that updates dependencies: Dependabot, which is part of GitHub, or Renovate, which you run on GitLab
or in Azure Pipelines as a scheduled pipeline.`,
  }),
  "ci/cache-elsewhere": warning<{ provider: string }>({
    message: ({ provider }) => `${provider} cannot use the build cache of GitHub Actions.`,
    help: () => "Set 'images.cache' to registry.",
    explanation: `
\`cache: gha\` stores the build cache in GitHub Actions, which only GitHub's runners can access. Other providers would build
without a cache.`,
  }),
};
