import type { Cluster } from "../../kubernetes/context.ts";
import { hole } from "../../kubernetes/scope.ts";
import { boolean, string, stringMap } from "./schema.ts";
import type { Values } from "./values.ts";

/** The image that `helm test` connects with. */
export const testImage = "busybox:1.37.0";

/** Adds the values that belong to no place of objects. */
export function addChartValues(values: Values, clusters: readonly Cluster[]): void {
  const all = (value: unknown): readonly unknown[] => clusters.map(() => value);
  const add = (path: string, description: string, value: unknown, schema = string): void => {
    values.add({ path: path.split("."), description, schema, columns: all(value) });
  };
  add("nameOverride", "Replaces the name of the chart in the names of objects.", "");
  add("fullnameOverride", "Replaces the start of all names: the release, with that of the chart unless it has it.", "");
  add("commonLabels", "Labels of all objects.", {}, stringMap);
  add("image.tag", "Version of the images built from this repository. Default: the appVersion of the chart.", "");
  const [repository = "", tag = ""] = testImage.split(":");
  const digest = clusters[0]?.platform.digests.get(testImage) ?? "";
  add("tests.image.repository", "Image that `helm test` connects with.", repository);
  add("tests.image.tag", "Tag of that image.", tag);
  values.add({
    path: ["tests", "image", "digest"],
    description: "Digest of that image.",
    schema: string,
    columns: all(digest),
    isListed: digest !== "",
  });
}

/** Adds the values of settings that objects of several workloads contain, as far as some object does. */
export function addSettingValues(values: Values, clusters: readonly Cluster[]): void {
  const printed = clusters.map(({ objects }) => JSON.stringify(objects));
  const add = (
    name: string,
    path: readonly string[],
    description: string,
    settingOf: (cluster: Cluster) => unknown,
  ) => {
    const isUsed = printed.map((text) => text.includes(hole(name)));
    if (!isUsed.includes(true)) return;
    const columns = clusters.map((cluster, index) => (isUsed[index] ? settingOf(cluster) : undefined));
    // Some of these stand within quoted strings.
    values.add({ path, description, schema: { type: "string", pattern: "^[A-Za-z0-9._/-]*$" }, columns });
  };
  add(
    "ingressNamespace",
    ["networkPolicy", "ingressNamespace"],
    "Namespace of the ingress controller or gateway, which may call exposed workloads.",
    ({ settings }) => settings.routing.namespace,
  );
  add(
    "monitoringNamespace",
    ["networkPolicy", "monitoringNamespace"],
    "Namespace of Prometheus, which may call workloads with metrics.",
    ({ settings }) => settings.monitoring.namespace,
  );
  add(
    "secretPath",
    ["secrets", "path"],
    "Path of the secrets in their store.",
    ({ settings }) => settings.secrets.path,
  );
}

/** The schemas of keys that Helm, or another chart, reads. */
export function foreignSchemas(subcharts: readonly string[]) {
  const subchart = { type: "object", properties: { enabled: boolean } };
  return {
    global: { type: "object", description: "Values that Helm passes to subcharts." },
    ...Object.fromEntries(subcharts.map((alias) => [alias, subchart])),
  };
}
