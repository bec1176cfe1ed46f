import { appendFileSync, cpSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import type { Checker, Tree } from "../checker.ts";
import { buildOverlay, type Chart, chartsIn, deploymentsIn, renderChart, renderers } from "../kubernetes.ts";
import type { Workshop } from "../workshop.ts";

/** An object with pods, or a ConfigMap. */
interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: {
    readonly template?: object;
    readonly jobTemplate?: { readonly spec: { readonly template: object } };
  };
}

/** Changes what is configured and looks whether the pods that read it are replaced, and no others. */
export const rollout: Checker = {
  name: "rollout",
  tool: { command: "helm3", group: "kubernetes", version: ["version", "--short"], minimum: "3.22" },
  with: renderers,
  jobsIn: deploymentsIn,
  check: async (job, tree, workshop) => {
    const chart = chartsIn(tree).find(({ environments }) => environments.some(({ values }) => values === job.subject));
    return chart ? chartFindings(chart, job.subject, tree, workshop) : overlayFindings(job.subject, tree, workshop);
  },
};

/** The name of a ConfigMap says what is in it, so that pods which read another content are other pods. */
async function overlayFindings(folder: string, tree: Tree, workshop: Workshop): Promise<readonly string[]> {
  const objects = objectsIn(await buildOverlay(folder, tree, workshop));
  const maps = objects.filter(({ kind }) => kind === "ConfigMap").map(({ metadata }) => metadata.name);
  const read = new Set(objects.flatMap((object) => configMapsOf(object)));
  return [
    ...maps.filter((name) => !/-[a-z0-9]{10}$/.test(name)).map((name) => `ConfigMap ${name} has no hash in its name`),
    ...[...read].filter((name) => !maps.includes(name)).map((name) => `ConfigMap ${name} is read and not there`),
  ];
}

async function chartFindings(chart: Chart, values: string, tree: Tree, workshop: Workshop): Promise<readonly string[]> {
  const changed = changedChart(chart, tree, workshop);
  const before = objectsIn(await renderChart("helm3", chart, values, tree, workshop));
  const after = objectsIn(await renderChart("helm3", chart, values, changed, workshop));
  return before.filter(podsOf).flatMap((object, index) => {
    const name = `${object.kind} ${object.metadata.name}`;
    const isReplaced = podsOf(object) !== podsOf(after.filter(podsOf)[index]);
    const reads = configMapsOf(object).length > 0;
    if (isReplaced === reads) return [];
    return [reads ? `${name} keeps its pods when what they read changes` : `${name} replaces its pods for nothing`];
  });
}

/** The tree with a chart whose ConfigMaps have other contents. */
function changedChart({ folder, files }: Chart, tree: Tree, workshop: Workshop): Tree {
  const copy = workshop.folder();
  cpSync(`${tree.folder}/${folder}`, `${copy}/${folder}`, { recursive: true });
  for (const file of files.filter((path) => path.endsWith("configmap.yaml"))) {
    appendFileSync(`${copy}/${file}`, "# Another content.\n");
  }
  return { ...tree, folder: copy };
}

function objectsIn(text: string): readonly KubernetesObject[] {
  return parseAllDocuments(text, { version: "1.1", merge: false })
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);
}

/** The template of an object's pods, as a text; empty: it has none. */
function podsOf(object: KubernetesObject | undefined): string {
  const template = object?.spec?.template ?? object?.spec?.jobTemplate?.spec.template;
  return template === undefined || object?.kind === "ExternalSecret" ? "" : JSON.stringify(template);
}

/** The ConfigMaps that pods mount or take variables from. */
function configMapsOf(object: KubernetesObject): readonly string[] {
  const names = [...podsOf(object).matchAll(/"configMap(?:KeyRef)?":\{[^{}]*"name":"([^"]+)"/g)];
  return names.flatMap(([, name]) => name ?? []);
}
