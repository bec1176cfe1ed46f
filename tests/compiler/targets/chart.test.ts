// A chart without Helm: its values obey its schema, and its templates become the objects that Kustomize has.
import { statSync } from "node:fs";
import { Ajv } from "ajv";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { deployedEnvironments, kustomizeCluster } from "../../../compiler/kubernetes/cluster.ts";
import { canonical } from "../../../compiler/kubernetes/field-order.ts";
import type { KubernetesObject } from "../../../compiler/kubernetes/object.ts";
import type { Platform } from "../../../compiler/model/platform.ts";
import { type Cluster, differencesOf, normalized, withoutPrefix } from "../../conformance/parity.ts";
import { compiledAt } from "../../support/compiled.ts";
import { HelmRenderer } from "../../support/helm-template.ts";
import { root } from "../../support/sources.ts";
import { isThorough, sampled } from "../../support/thorough.ts";

type Values = Readonly<Record<string, unknown>>;

/** A chart as text, and what it was made of. */
interface Chart {
  readonly platform: Platform;
  readonly files: ReadonlyMap<string, string>;
}

const prefix = "release-prefix";
const read = (text = ""): unknown => parse(text, { version: "1.1", merge: false });
const isMap = (value: unknown): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);

/** Values laid over others, as Helm does: null removes. */
function laidOver(base: unknown, values: unknown): unknown {
  if (!isMap(base) || !isMap(values)) return values;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(values)) {
    if (value === null) delete merged[key];
    else merged[key] = laidOver(merged[key], value);
  }
  return merged;
}

async function chartOf(spec: string): Promise<Chart | undefined> {
  const { files: all, platform } = await compiledAt(spec);
  const files = all.filter(({ target }) => target === "helm");
  const chart = files.find(({ path }) => path.endsWith("/Chart.yaml"));
  if (!chart || !platform) return undefined;
  const folder = chart.path.slice(0, -"Chart.yaml".length);
  return { platform, files: new Map(files.map(({ path, text }) => [path.slice(folder.length), text])) };
}

/** The objects of a release with the values of an environment, hooks and notes apart. */
function rendered({ files, platform }: Chart, values: Values): Cluster {
  const templates = [...files].filter(([path]) => path.startsWith("templates/"));
  const { appVersion, version } = read(files.get("Chart.yaml")) as Values;
  const renderer = new HelmRenderer(new Map(templates), {
    Release: { Name: platform.name, Namespace: "the-namespace", Service: "Helm", Revision: 1 },
    Chart: { Name: platform.name, AppVersion: appVersion, Version: version },
    Template: { BasePath: "templates" },
    Values: values,
  });
  return templates
    .filter(([path]) => path.endsWith(".yaml"))
    .flatMap(([path]) => (read(renderer.render(path)) as Cluster[number] | null) ?? []);
}

/** Kustomize names ConfigMaps by their content, and sets the namespace of everything that is in one. */
function built(objects: readonly KubernetesObject[]): Cluster {
  const text = JSON.stringify(objects.map((object) => canonical(object)));
  return JSON.parse(text) as Cluster;
}

/** Objects without their namespaces. */
function withoutNamespaces(cluster: Cluster, namespace: string): Cluster {
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (!isMap(value)) return typeof value === "string" ? value.replaceAll("the-namespace", namespace) : value;
    const own = Object.entries(value).filter(([key, entry]) => key !== "namespace" || entry !== "the-namespace");
    return Object.fromEntries(own.map(([key, entry]) => [key, strip(entry)]));
  };
  return strip(cluster) as Cluster;
}

/** The specifications with a chart, the smallest first. */
const withChart = fastGlob.sync("tests/golden/*/expected/**/Chart.yaml", { cwd: root });
const specs = ["spec/platform.yaml", ...withChart.map((chart) => chart.replace(/expected\/.*/, "platform.yaml"))].sort(
  (a, b) => statSync(root + a).size - statSync(root + b).size || (a < b ? -1 : 1),
);
let charts = 0;

for (const spec of sampled(specs, 6)) {
  test(`the chart of ${spec}`, async () => {
    const chart = await chartOf(spec);
    if (!chart) return;
    charts++;
    const { platform, files } = chart;
    const schema = JSON.parse(files.get("values.schema.json") ?? "{}") as object;
    const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
    const base = read(files.get("values.yaml"));
    assert.ok(validate(base), JSON.stringify(validate.errors));
    assert.not.ok(validate({ ...(base as Values), "no-such-value": 1 }));
    const subcharts = Object.keys(platform.targets.helm?.subcharts ?? {});
    const names = Object.fromEntries(subcharts.map((alias) => [alias, { fullnameOverride: `${prefix}-${alias}` }]));
    for (const environment of deployedEnvironments(platform, "helm")) {
      const own = read(files.get(`values/${environment.name}.yaml`)) as Values;
      const values = laidOver(laidOver(base, own), { fullnameOverride: prefix, ...names }) as Values;
      assert.ok(validate(laidOver(base, own)), `${environment.name}: ${JSON.stringify(validate.errors)}`);
      const { objects, settings } = kustomizeCluster(platform, environment);
      const release = withoutNamespaces(withoutPrefix(rendered(chart, values), prefix), settings.namespace);
      const kustomized = built(
        objects.filter(({ workload = "" }) => !subcharts.includes(workload)).map(({ object }) => object),
      );
      assert.equal(
        differencesOf(normalized(kustomized, subcharts), normalized(release, subcharts)),
        [],
        environment.name,
      );
    }
  });
}

/** Values of all workloads, what they are set to, and what the objects of the one that has them then contain. */
const settings: readonly (readonly [kind: string, values: Values, contained: string])[] = [
  ["Deployment", { image: { repository: "example/other" } }, '"image":"example/other:0.0.0"'],
  ["Deployment", { image: { tag: "7.0.0" } }, ":7.0.0"],
  ["Deployment", { image: { digest: "sha256:abc" } }, "@sha256:abc"],
  ["Deployment", { image: { pullPolicy: "Never" } }, '"imagePullPolicy":"Never"'],
  ["Deployment", { imagePullSecrets: [{ name: "pull" }] }, '"imagePullSecrets":[{"name":"pull"}]'],
  ["Deployment", { replicas: 7, autoscaling: { enabled: false } }, '"replicas":7'],
  ["Deployment", { resources: { limits: { cpu: "9" } } }, '"cpu":"9"'],
  ["Deployment", { extraEnv: [{ name: "MORE", value: "1" }] }, '{"name":"MORE","value":"1"}'],
  ["Deployment", { podAnnotations: { "example/a": "b" } }, '"example/a":"b"'],
  ["Deployment", { podLabels: { "example/l": "m" } }, '"example/l":"m"'],
  ["Deployment", { nodeSelector: { disk: "ssd" } }, '"nodeSelector":{"disk":"ssd"}'],
  ["Deployment", { tolerations: [{ key: "only", operator: "Exists" }] }, '"tolerations":[{"key":"only"'],
  ["Deployment", { affinity: { nodeAffinity: {} } }, '"affinity":{"nodeAffinity":{}}'],
  ["Deployment", { priorityClassName: "high" }, '"priorityClassName":"high"'],
  ["Deployment", { extraVolumes: [{ name: "more", emptyDir: {} }] }, '{"name":"more","emptyDir":{}}'],
  ["Deployment", { extraVolumeMounts: [{ name: "more", mountPath: "/more" }] }, '"mountPath":"/more"'],
  ["ServiceAccount", { serviceAccount: { annotations: { "example/role": "r" } } }, '"example/role":"r"'],
  ["Service", { service: { annotations: { "example/s": "t" } } }, '"example/s":"t"'],
  ["HorizontalPodAutoscaler", { autoscaling: { maxReplicas: 42 } }, '"maxReplicas":42'],
  ["Ingress", { ingress: { className: "other" } }, '"ingressClassName":"other"'],
  ["Ingress", { ingress: { annotations: { "example/i": "j" } } }, '"example/i":"j"'],
  [
    "Ingress",
    { ingress: { hosts: [{ host: "h.example", paths: [{ path: "/p", port: "http" }] }] } },
    '"host":"h.example"',
  ],
  ["Ingress", { ingress: { tls: { secretName: "mine" } } }, '"secretName":"mine"'],
];

test("every value of a workload reaches its objects, and turning something off removes it", async () => {
  const chart = await chartOf("spec/platform.yaml");
  assert.ok(chart);
  const base = read(chart?.files.get("values.yaml"));
  const schema = JSON.parse(chart?.files.get("values.schema.json") ?? "{}") as object;
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  const objectsWith = (values: Values): Cluster => {
    assert.ok(validate(laidOver(base, values)), JSON.stringify([values, validate.errors]));
    return rendered(chart as Chart, laidOver(base, values) as Values);
  };
  const find = (objects: Cluster, kind: string, name: string) =>
    objects.find((object) => object.kind === kind && object.metadata.name === name);
  for (const [kind, values, contained] of settings) {
    const text = JSON.stringify(find(objectsWith({ api: values }), kind, "varai-api"));
    assert.ok(text.includes(contained), `${contained} in ${text}`);
  }
  const storage = objectsWith({
    recommendation: { storage: { models: { existingClaim: "mine", storageClass: "fast" } } },
  });
  assert.not.ok(find(storage, "PersistentVolumeClaim", "varai-recommendation-models"));
  assert.match(JSON.stringify(find(storage, "Deployment", "varai-recommendation")), '"claimName":"mine"');
  const own = objectsWith({ database: { storage: { data: { existingClaim: "mine" } } } });
  assert.not.match(JSON.stringify(find(own, "StatefulSet", "varai-database")), "volumeClaimTemplates");
  const off = objectsWith({ networkPolicy: { enabled: false } });
  assert.not.ok(
    off.some(({ kind, metadata }) => kind === "NetworkPolicy" && !("helm.sh/hook" in (metadata.annotations ?? {}))),
  );
  const one = objectsWith({ api: { networkPolicy: { enabled: false }, ingress: { enabled: false } } });
  assert.not.ok(find(one, "NetworkPolicy", "varai-api") ?? find(one, "Ingress", "varai-api"));
  assert.ok(find(one, "NetworkPolicy", "varai-auth"));
});

test("charts are found", () => {
  assert.ok(charts > (isThorough ? 5 : 2));
});

test.run();
