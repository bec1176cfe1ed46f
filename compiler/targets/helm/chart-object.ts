import { fileOf } from "../../kubernetes/files.ts";
import { type Fields, isMap, type KubernetesObject } from "../../kubernetes/object.ts";
import { hole } from "../../kubernetes/scope.ts";
import { settingsName, settingsOf } from "../../kubernetes/settings.ts";
import type { ChartInput, ObjectRow } from "./chart-input.ts";
import { root, valueAt } from "./expression.ts";
import { Slot } from "./node.ts";

/** Annotations with the hashes of ConfigMaps, so that pods are replaced when these change. */
type Checksums = Readonly<Record<string, Slot>>;

/** The checksums of the ConfigMaps that the pods of an object read, by annotation. */
export function checksumsOf(object: KubernetesObject, configMaps: readonly ObjectRow[], prefix: string): Checksums {
  if (configMaps.length === 0 || !runPods.has(object.kind)) return {};
  const names = namesIn(object.spec);
  const read = configMaps.filter(({ owned }) => names.has(owned.object.metadata.name));
  return Object.fromEntries(
    read.map(({ owned }) => {
      const name = owned.workload === undefined ? settingsName : "files";
      const file = `include (print ${root}.Template.BasePath ${JSON.stringify(`/${fileOf(owned, prefix)}`)}) ${root}`;
      return [`checksum/${name}`, new Slot({ kind: "expression", text: `${file} | sha256sum`, isString: false })];
    }),
  );
}

/** The kinds of objects that run pods. */
const runPods = new Set(["CronJob", "Deployment", "Job", "StatefulSet"]);

/** Every name in an object. */
function namesIn(value: unknown, found = new Set<unknown>()): ReadonlySet<unknown> {
  if (Array.isArray(value)) for (const item of value) namesIn(item, found);
  else if (isMap(value)) {
    for (const key of Object.keys(value)) {
      if (key === "name") found.add(value[key]);
      namesIn(value[key], found);
    }
  }
  return found;
}

/** An object with what only Helm needs: names of Jobs for each revision, claims that outlive a release, checksums. */
export function chartObject(object: KubernetesObject, checksums: Checksums, input: ChartInput): KubernetesObject {
  const { kind, metadata } = object;
  const annotate = (added: Readonly<Record<string, string>>): KubernetesObject => ({
    ...object,
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...added } },
  });
  switch (kind) {
    case "Job":
      // Jobs are immutable, so every revision of a release has its own.
      return withChecksums(
        { ...object, metadata: { ...metadata, name: `${metadata.name}-${hole("revision")}` } },
        checksums,
      );
    case "PersistentVolumeClaim":
      return annotate({ "helm.sh/resource-policy": "keep" });
    case "ConfigMap":
      return object.data === undefined ? { ...object, data: settingsData(input) } : object;
    default:
      return withChecksums(object, checksums);
  }
}

function withChecksums(object: KubernetesObject, checksums: Checksums): KubernetesObject {
  if (Object.keys(checksums).length === 0) return object;
  const inTemplate = (spec: Fields): Fields => {
    if (spec.jobTemplate) {
      const jobTemplate = spec.jobTemplate as Fields;
      return { ...spec, jobTemplate: { ...jobTemplate, spec: inTemplate(jobTemplate.spec as Fields) } };
    }
    const template = spec.template as Fields;
    const metadata = template.metadata as Fields;
    const annotations = { ...(metadata.annotations as Fields | undefined), ...checksums };
    return { ...spec, template: { ...template, metadata: { ...metadata, annotations } } };
  };
  return { ...object, spec: inTemplate(object.spec as Fields) };
}

/** The settings that operators supply: one that is not set is not there, and pods that read it do not start. */
function settingsData({ clusters, values }: ChartInput): Readonly<Record<string, Slot>> {
  const [base, ...environments] = clusters;
  if (!base) return {};
  const settings = settingsOf(
    base.platform,
    environments.map(({ environment }) => environment),
  );
  return Object.fromEntries(
    settings.map(({ name, description, example }) => {
      const path = ["settings", name];
      const meaning = example === "" ? description : `${description} For example \`${example}\`.`;
      values.add({ path, description: meaning, schema: { type: "string" }, columns: clusters.map(() => "") });
      const node = { kind: "expression" as const, text: ".", isString: true };
      return [name, new Slot(node, { kind: "with", text: valueAt(path) })];
    }),
  );
}
