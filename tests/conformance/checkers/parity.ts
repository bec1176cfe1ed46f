import { parse, parseAllDocuments } from "yaml";
import type { Checker, Tree } from "../checker.ts";
import { buildOverlay, type Chart, chartsIn, namePrefix, overlaysIn, renderChart, renderers } from "../kubernetes.ts";
import { type Cluster, differencesOf, normalized, withoutPrefix } from "../parity.ts";
import { textOf } from "../trees.ts";

/** Compares, field by field, what Kustomize and Helm put into a cluster for each environment. */
export const parity: Checker = {
  name: "parity",
  tool: { command: "helm3", group: "kubernetes", version: ["version", "--short"], minimum: "3.22" },
  with: renderers,
  jobsIn: (tree) =>
    chartsIn(tree).flatMap((chart) =>
      pairsOf(tree, chart).map(({ overlay, environment }) => ({
        subject: environment.values,
        files: [...new Set([...overlay.files, ...chart.files])],
      })),
    ),
  check: async (job, tree, workshop) => {
    const chart = chartsIn(tree).find(({ environments }) => environments.some(({ values }) => values === job.subject));
    const pair = chart && pairsOf(tree, chart).find(({ environment }) => environment.values === job.subject);
    if (!chart || !pair) return [];
    const built = objectsIn(await buildOverlay(pair.overlay.folder, tree, workshop));
    const namespace = built.find(({ kind }) => kind === "Namespace")?.metadata.name ?? "";
    const subcharts = subchartsOf(tree, chart);
    const prefixes = subcharts.map((alias) => `${alias}.fullnameOverride=${namePrefix}-${alias}`);
    const overrides = [`fullnameOverride=${namePrefix}`, ...prefixes].flatMap((value) => ["--set-string", value]);
    const further = ["--namespace", namespace, ...overrides];
    const rendered = objectsIn(await renderChart("helm3", chart, job.subject, tree, workshop, further));
    return differencesOf(normalized(built, subcharts), normalized(withoutPrefix(rendered, namePrefix), subcharts));
  },
};

function pairsOf(tree: Tree, chart: Chart) {
  return chart.environments.flatMap((environment) => {
    const overlay = overlaysIn(tree).find((candidate) => candidate.environment === environment.name);
    return overlay ? [{ overlay, environment }] : [];
  });
}

function objectsIn(text: string): Cluster {
  return parseAllDocuments(text, { version: "1.1", merge: false })
    .map((document) => document.toJS() as Cluster[number] | null)
    .filter((object) => object !== null);
}

/** The services that a chart of somebody else runs. */
function subchartsOf(tree: Tree, chart: Chart): readonly string[] {
  const { dependencies = [] } = parse(textOf(tree, `${chart.folder}/Chart.yaml`)) as {
    dependencies?: readonly { alias: string }[];
  };
  return dependencies.map(({ alias }) => alias);
}
