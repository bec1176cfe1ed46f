/** Findings that are as they should be, because a specification asked for what the tool advises against. */
export interface Exception {
  readonly checker: string;
  /** The tree's name. */
  readonly tree: string;
  /** What the finding says, after its file: "Dockerfile: 12 DL3008 ...". */
  readonly finding: RegExp;
  readonly reason: string;
}

/** An exception that no finding needs any more fails the run. */
export const exceptions: readonly Exception[] = [
  ...[
    "examples/slidegenie",
    "examples/supacrypt",
    "generated",
    "tests/golden/boutique/expected",
    "tests/golden/builds-interpreted/expected",
    "tests/golden/ci-azure/expected",
    "tests/golden/ci-azure-pipelines/expected",
    "tests/golden/ci-azure-pipelines-simple/expected",
    "tests/golden/ci-github/expected",
    "tests/golden/ci-gitlab/expected",
    "tests/golden/copied-outputs/expected",
    "tests/golden/everything/expected",
    "tests/golden/operations/expected",
    "tests/golden/overrides/expected",
    "tests/golden/own-dockerfile/expected",
    "tests/golden/stages-off/expected",
  ].map((tree) => ({
    checker: "yamllint",
    tree,
    finding: /(ci|release)\.yml: .*line too long/,
    reason: "an expression of GitHub, and a list of kinds, are one line",
  })),
  ...[
    "examples/supacrypt",
    "generated",
    "tests/golden/bicep/expected",
    "tests/golden/boutique/expected",
    "tests/golden/ci-azure/expected",
    "tests/golden/ci-azure-pipelines/expected",
    "tests/golden/ci-github/expected",
    "tests/golden/ci-gitlab/expected",
    "tests/golden/bicep-addresses/expected",
    "tests/golden/docs/expected",
    "tests/golden/everything/expected",
    "tests/golden/own-dockerfile/expected",
  ].map((tree) => ({
    checker: "shellcheck",
    tree,
    finding: /deploy\.sh: .*\[SC231[02]\]$/,
    reason: "optional rules: the script checks the results of functions in conditions, and pipefail those of pipes",
  })),
  ...[
    ...["generated", "examples/slidegenie", "examples/supacrypt"],
    ...[
      "boutique",
      "builds-interpreted",
      "ci-azure",
      "copied-outputs",
      "ci-github",
      "everything",
      "operations",
      "own-dockerfile",
    ].map((golden) => `tests/golden/${golden}/expected`),
  ].map((tree) => ({
    checker: "workflow-policies",
    tree,
    finding: /release\.yml: .*CKV_GHA_7: /,
    reason:
      "the input of a manual run decides whether existing images are deployed again, and not how images are built",
  })),
  ...["overrides", "stages-off"].map((golden) => ({
    checker: "workflow-service",
    tree: `tests/golden/${golden}/expected`,
    finding: /Context access might be invalid: merge_group$/,
    reason: "the service does not know the payload of merge_group, which has base_sha",
  })),
  ...[
    "generated",
    "tests/golden/ci-azure-pipelines/expected",
    "tests/golden/ci-github/expected",
    "tests/golden/ci-gitlab/expected",
    "tests/golden/docs/expected",
  ].map((tree) => ({
    checker: "kube-score",
    tree,
    finding: /(dev|preview|qa|staging)(\.yaml)?: .*: deployment-replicas: /,
    reason: "environments before production run one replica",
  })),
  ...["boutique", "own-dockerfile", "openshift"].flatMap((golden) => [
    {
      checker: "kube-score",
      tree: `tests/golden/${golden}/expected`,
      finding: /user-group-id: /,
      reason: "the Dockerfile or the cluster decides the user",
    },
    {
      checker: "checkov",
      tree: `tests/golden/${golden}/expected`,
      finding: /CKV_K8S_40: /,
      reason: "the Dockerfile or the cluster decides the user",
    },
  ]),
  ...[
    "boutique",
    "copied-outputs",
    "own-dockerfile",
    "health",
    "low-ports",
    "operations",
    "settings-typed",
    "singles",
  ].map((golden) => ({
    checker: "kube-score",
    tree: `tests/golden/${golden}/expected`,
    finding: /deployment-replicas: /,
    reason: "development, singletons and images from registries run one replica by default",
  })),
  ...["boutique", "health", "kubernetes-adopted", "low-ports", "operations", "singles"].map((golden) => ({
    checker: "kube-score",
    tree: `tests/golden/${golden}/expected`,
    finding: /pod-probes-identical: /,
    reason: "the specification asks for one check, or the program has only one",
  })),
  {
    checker: "checkov",
    tree: "tests/golden/settings-typed/expected",
    finding: /CKV_K8S_35: /,
    reason: "the specification asks for a secret in a variable",
  },
  {
    checker: "kube-score",
    tree: "tests/golden/singles/expected",
    finding: /deployment-strategy: /,
    reason: "a singleton is recreated, so that two never run at the same time",
  },
  {
    checker: "yamllint",
    tree: "tests/golden/everything/expected",
    finding: /^compose\.production\.yaml: .*line too long/,
    reason: "a check by gRPC is a program of one line, which calls the health service without a library",
  },
  {
    checker: "kube-score",
    tree: "examples/supacrypt",
    finding: /user-group-id: |deployment-replicas: /,
    reason: "the specification asks for the user 1000, for one replica in development, and for one collector",
  },
  ...["everything", "swarm"].map((golden) => ({
    checker: "dclint",
    tree: `tests/golden/${golden}/expected`,
    finding: /^docker-stack\..*(require-project-name-field|"mode":"host"\}" .*no-unbound-port-interfaces)/,
    reason: "docker stack deploy takes the name as an argument, and Swarm publishes ports on every address",
  })),
  ...["builds-interpreted", "own-dockerfile"].map((golden) => ({
    checker: "zizmor",
    tree: `tests/golden/${golden}/expected`,
    finding: /release\.yml: .*secrets-outside-env/,
    reason: "builds need secrets of the repository in pull requests too, where no environment is",
  })),
  {
    checker: "checkov",
    tree: "examples/supacrypt",
    finding: /backend: CKV_K8S_40: /,
    reason: "the specification asks for the user 1000",
  },
  {
    checker: "kube-score",
    tree: "tests/golden/commands-literal/expected",
    finding: /tool: pod-probes-identical: /,
    reason: "a command is all that there is to ask: it opens no port",
  },
  ...["kube-score", "trivy"].map((checker) => ({
    checker,
    tree: "tests/golden/kubernetes/expected",
    finding:
      /deployment-replicas: |worker: pod-probes-identical: |watcher: .*user-group-id: |'(shop-)?watcher' should not|deployment (shop-)?watcher in/,
    reason:
      "the specification asks for root, for the network and the processes of the node, and one command to ask a worker with",
  })),
  {
    checker: "checkov",
    tree: "tests/golden/kubernetes/expected",
    finding: /null: CKV_K8S_35: |watcher: CKV_K8S_(19|23|25|40): |CKV_K8S_38: /,
    reason:
      "the specification asks for a secret in the environment, for root and for the network of the node; Vault takes a token",
  },
  ...everything(
    "kube-score",
    /(readonlyrootfilesystem|user-group-id|deployment-(strategy|replicas)|pod-probes-identical): /,
  ),
  {
    checker: "releases",
    tree: "tests/golden/everything/expected",
    finding: /(tool-svc|old-tool)/,
    reason: "a service that is adopted keeps its names and selectors, so each environment needs its namespace",
  },
  ...everything("checkov", /CKV_K8S_(17|22|25|35|40): /),
  ...everything("trivy", /KSV-00(10|14) /),
];

/** The golden of everything asks for each exception of the policy, and for users and strategies of its own. */
function everything(checker: string, finding: RegExp): readonly Exception[] {
  const reason = "the specification has every key, and every exception from the policy with it";
  return [{ checker, tree: "tests/golden/everything/expected", finding, reason }];
}
