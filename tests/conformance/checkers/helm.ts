import { readdirSync } from "node:fs";
import type { Checker, Tree } from "../checker.ts";
import { complaintsOf } from "../execute.ts";
import { type Chart, chartsIn, newest, renderChart, withSubcharts } from "../kubernetes.ts";
import type { Workshop } from "../workshop.ts";

const oldest = "1.29.0";

/** Lints, renders and packages every chart with both releases of Helm, for the oldest cluster and the newest. */
export const helm: Checker = {
  name: "helm",
  tool: { command: "helm3", group: "kubernetes", version: ["version", "--short"], minimum: "3.22" },
  jobsIn: (tree) => chartsIn(tree).map(({ folder, files }) => ({ subject: folder, files })),
  check: async (job, tree, workshop) => {
    const chart = chartsIn(tree).find(({ folder }) => folder === job.subject);
    if (!chart) return [];
    const findings = [
      await findingsOf("helm3", chart, tree, workshop),
      await findingsOf("helm4", chart, tree, workshop),
    ];
    return findings.flat();
  },
};

async function findingsOf(
  command: "helm3" | "helm4",
  chart: Chart,
  tree: Tree,
  workshop: Workshop,
): Promise<readonly string[]> {
  const folder = withSubcharts(chart, tree, workshop);
  const run = async (...args: readonly string[]): Promise<readonly string[]> =>
    complaintsOf(await workshop.run(command, args, { cwd: tree.folder })).map(
      (line) => `${command} ${args[0]}: ${line}`,
    );
  const archives = workshop.folder();
  const findings = [
    ...(await run("lint", "--strict", "--quiet", folder)),
    ...(await run("package", folder, "--destination", archives)),
  ];
  const [archive = ""] = readdirSync(archives).map((name) => `${archives}/${name}`);
  const render = async (chartPath: string): Promise<string> =>
    (await workshop.run(command, ["template", "x", chartPath], { cwd: tree.folder })).out;
  if ((await render(archive)) !== (await render(folder)))
    findings.push(`${command}: the archive renders something else`);
  for (const { values } of chart.environments) {
    findings.push(...(await run("lint", "--strict", "--quiet", folder, "--values", values)));
    for (const version of [oldest, newest]) {
      await renderChart(command, chart, values, tree, workshop, ["--kube-version", version]);
    }
  }
  const misspelt = await workshop.run(command, ["template", "x", folder, "--set", "image.tga=1"], { cwd: tree.folder });
  if (misspelt.code === 0) findings.push(`${command}: a misspelt value passes values.schema.json`);
  return findings;
}
