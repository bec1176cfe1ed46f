import { readFileSync, writeFileSync } from "node:fs";
import { parse, parseAllDocuments } from "yaml";
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

/** The part of a chart's values that ends up in ConfigMaps. */
interface Values {
  readonly workloads?: Readonly<Record<string, { readonly files?: Readonly<Record<string, object>> } | null>>;
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
  const change = `${workshop.folder()}/change.yaml`;
  const files = [`${chart.folder}/values.yaml`, values].map((file) => readFileSync(`${tree.folder}/${file}`, "utf8"));
  const settings = settingsIn(readFileSync(`${tree.folder}/${chart.folder}/values.schema.json`, "utf8"));
  const all = files.map((text) => (parse(text) ?? {}) as Values);
  writeFileSync(change, JSON.stringify({ ...changeOf(all), settings }));
  const before = objectsIn(await renderChart("helm3", chart, values, tree, workshop));
  const after = objectsIn(await renderChart("helm3", chart, values, tree, workshop, ["--values", change]));
  return before.filter(podsOf).flatMap((object, index) => {
    const name = `${object.kind} ${object.metadata.name}`;
    const isReplaced = podsOf(object) !== podsOf(after.filter(podsOf)[index]);
    const reads = configMapsOf(object).length > 0;
    if (isReplaced === reads) return [];
    return [reads ? `${name} keeps its pods when what they read changes` : `${name} replaces its pods for nothing`];
  });
}

/** A value for every setting, which have none by themselves. */
function settingsIn(schema: string): Readonly<Record<string, string>> {
  const { properties } = JSON.parse(schema) as {
    properties: { settings: { properties: Readonly<Record<string, object>> } };
  };
  return Object.fromEntries(Object.keys(properties.settings.properties).map((name) => [name, "another-one"]));
}

/** Values under which every file is another one. */
function changeOf(all: readonly Values[]): Values {
  const files = all.flatMap(({ workloads = {} }) =>
    Object.entries(workloads).flatMap(([workload, own]) =>
      Object.keys(own?.files ?? {}).map((file) => ({ workload, file })),
    ),
  );
  const workloads: Record<string, { files: Record<string, object> }> = {};
  for (const { workload, file } of files) {
    const own = workloads[workload]?.files;
    workloads[workload] = { files: { ...own, [file]: { content: "another one" } } };
  }
  return { workloads };
}

function objectsIn(text: string): readonly KubernetesObject[] {
  return parseAllDocuments(text)
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
