/** Files that no tool judges. */
export interface Unchecked {
  /** Paths in a tree. */
  readonly path: RegExp;
  readonly reason: string;
}

/** An entry without a file in any tree fails the run. */
export const unchecked: readonly Unchecked[] = [
  { path: /^\.varai-gen\.manifest$/, reason: "read and written by varai-gen alone; `varai-gen check` judges it" },
  { path: /(^|\/)\.gitignore$/, reason: "any line is a valid pattern" },
  {
    path: /^config\//,
    reason: "what the specification says, byte for byte, in a notation that is the author's choice",
  },
  {
    path: /(^|\/)grafana\/(datasources|dashboards)\/[^/]+\.yaml$/,
    reason: "Grafana has no program that judges provisioning without a server; the files are a few fields",
  },
  {
    path: /(^|\/)blackbox\/config\.yml$/,
    reason: "the exporter is in no package that the tools are installed from; the file is the same everywhere",
  },
  {
    path: /(^|\/)otel-collector\/config\.yaml$/,
    reason:
      "building the collector takes too long; tests/compiler/targets/monitoring.test.ts holds the order and the use of its parts",
  },
];
