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
  {
    checker: "traefik",
    tree: "tests/golden/catalogue/expected",
    finding: /: it does not become healthy/,
    reason: "the specification asks for the engine by its name alone, and brings none of the files that it reads",
  },
  {
    checker: "kube-score",
    tree: "generated",
    finding: /(dev|staging)(\.yaml)?: .*: deployment-replicas: /,
    reason: "development and staging run one replica",
  },
];
