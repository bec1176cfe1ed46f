import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { parse } from "yaml";
import type { Job, Tree } from "./checker.ts";
import { linesOf } from "./execute.ts";
import { filesLike } from "./trees.ts";
import type { Workshop } from "./workshop.ts";

/** The release of Kubernetes that tools are told of, where they ask for one. */
export const newest = "1.34.0";

/** An overlay of Kustomize, with everything that it is built of. */
export interface Overlay {
  readonly folder: string;
  readonly environment: string;
  readonly files: readonly string[];
}

/** The overlays in a tree: folders with a kustomization, below one of that name. */
export function overlaysIn(tree: Tree): readonly Overlay[] {
  return filesLike(tree, /^kustomization\.yaml$/)
    .map((file) => dirname(file))
    .filter((folder) => basename(dirname(folder)) === "overlays")
    .map((folder) => {
      const root = dirname(dirname(folder));
      const files = tree.files.filter((file) => root === "." || file.startsWith(`${root}/`));
      return { folder, environment: basename(folder), files };
    });
}

/** A chart of Helm, and the values of its environments. */
export interface Chart {
  readonly folder: string;
  readonly files: readonly string[];
  readonly environments: readonly { readonly name: string; readonly values: string }[];
}

/** The charts in a tree. */
export function chartsIn(tree: Tree): readonly Chart[] {
  return filesLike(tree, /^Chart\.yaml$/).map((file) => {
    const folder = dirname(file);
    const files = tree.files.filter((candidate) => candidate.startsWith(`${folder}/`));
    const values = files.filter((candidate) => dirname(candidate) === `${folder}/values`);
    return { folder, files, environments: values.map((path) => ({ name: basename(path, ".yaml"), values: path })) };
  });
}

/** Everything that a tree puts into a cluster: each overlay, and each chart with the values of each environment. */
export function deploymentsIn(tree: Tree): readonly Job[] {
  return [
    ...overlaysIn(tree).map(({ folder, files }) => ({ subject: folder, files })),
    ...chartsIn(tree).flatMap(({ files, environments }) =>
      environments.map(({ values }) => ({ subject: values, files })),
    ),
  ];
}

/** The groups with Kustomize and Helm, which make the objects of a deployment. */
export const renderers: readonly string[] = ["debian", "kubernetes"];

/** The objects of a deployment, as YAML. */
export async function objectsOf(job: Job, tree: Tree, workshop: Workshop): Promise<string> {
  const chart = chartsIn(tree).find(({ environments }) => environments.some(({ values }) => values === job.subject));
  if (chart) return renderChart("helm3", chart, job.subject, tree, workshop);
  return buildOverlay(job.subject, tree, workshop);
}

/** What Kustomize makes of an overlay. */
export async function buildOverlay(folder: string, tree: Tree, workshop: Workshop): Promise<string> {
  const outcome = await workshop.run("kustomize", ["build", folder], { cwd: tree.folder });
  if (outcome.code !== 0 || outcome.err !== "") throw new Error(linesOf(outcome.err).join("; "));
  return outcome.out;
}

/** The start of all names that a chart is rendered with, where they have to be those of Kustomize. */
export const namePrefix = "release-prefix";

/** The name of a chart, which is that of its platform. */
export function chartName({ folder }: Chart, tree: Tree): string {
  return (parse(readFileSync(`${tree.folder}/${folder}/Chart.yaml`, "utf8")) as { name: string }).name;
}

/** What Helm makes of a chart with the values of an environment: a release with the name of the platform, or another. */
export async function renderChart(
  helm: "helm3" | "helm4",
  chart: Chart,
  values: string,
  tree: Tree,
  workshop: Workshop,
  further: readonly string[] = [],
  release = chartName(chart, tree),
): Promise<string> {
  const folder = withSubcharts(chart, tree, workshop);
  const args = ["template", release, folder, "--namespace", "platform", "--values", `${tree.folder}/${values}`];
  const outcome = await workshop.run(helm, [...args, ...further], { cwd: tree.folder });
  if (outcome.code !== 0 || outcome.err !== "") throw new Error(linesOf(outcome.err).join("; "));
  return outcome.out;
}

/** The folder of a chart; where it needs subcharts, a copy with empty ones, since charts elsewhere are out of reach. */
export function withSubcharts({ folder }: Chart, tree: Tree, workshop: Workshop): string {
  const path = `${tree.folder}/${folder}`;
  const { dependencies = [] } = parse(readFileSync(`${path}/Chart.yaml`, "utf8")) as {
    dependencies?: readonly { name: string; version: string }[];
  };
  if (dependencies.length === 0) return path;
  const copy = `${workshop.folder()}/chart`;
  cpSync(path, copy, { recursive: true });
  for (const { name, version } of dependencies) {
    const own = `${copy}/charts/${name}`;
    if (existsSync(own)) continue;
    mkdirSync(own, { recursive: true });
    writeFileSync(`${own}/Chart.yaml`, `apiVersion: v2\nname: ${name}\nversion: ${version}\n`);
  }
  return copy;
}
