// What reviewers of a cluster ask of every object (kube-linter, Polaris, kubescape), of what production deploys.
import { readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { clustersOf } from "../../../compiler/kubernetes/cluster.ts";
import type { KubernetesObject } from "../../../compiler/kubernetes/object.ts";
import type { Platform } from "../../../compiler/model/platform.ts";
import { compiledAt } from "../../support/compiled.ts";
import { root } from "../../support/sources.ts";

interface Container {
  readonly name: string;
  readonly env?: readonly {
    readonly name: string;
    readonly valueFrom?: { readonly configMapKeyRef?: { readonly name: string } };
  }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly resources: Readonly<Record<"limits" | "requests", Readonly<Record<string, string>>>>;
  readonly livenessProbe?: Readonly<Record<string, unknown>>;
  readonly readinessProbe?: Readonly<Record<string, unknown>>;
  readonly startupProbe?: Readonly<Record<string, unknown>>;
}

interface Pod {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly serviceAccountName: string;
    readonly containers: readonly [Container];
    readonly affinity?: object;
  };
}

type Spec = Readonly<Record<string, never>> & {
  readonly replicas?: number;
  readonly template: Pod;
  readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
};

let objects: readonly KubernetesObject[] = [];

test.before(async () => {
  const all: KubernetesObject[] = [];
  for (const spec of ["spec/platform.yaml", "examples/supacrypt/platform.yaml"]) {
    const { platform } = await compiledAt(spec);
    const clusters = clustersOf(platform as Platform, "kustomize").filter(
      ({ environment }) => environment.tier === "production",
    );
    assert.is(clusters.length, 1, spec);
    for (const cluster of clusters) all.push(...cluster.objects.map(({ object }) => object));
  }
  objects = all;
});

/** The labels that select the pods of a workload. */
const selecting = ["app.kubernetes.io/name", "app.kubernetes.io/instance"];

const ofKind = (...kinds: readonly string[]): readonly KubernetesObject[] =>
  objects.filter(({ kind }) => kinds.includes(kind));
const specOf = (object: KubernetesObject): Spec => object.spec as Spec;
const running = (): readonly KubernetesObject[] => ofKind("Deployment", "StatefulSet");
const podsMatch = (labels: Readonly<Record<string, string>>): boolean =>
  running().some((object) =>
    Object.entries(labels).every(([key, value]) => specOf(object).template.metadata.labels[key] === value),
  );

test("every container has requests and limits, of the disk as well", () => {
  for (const object of running()) {
    const [{ resources }] = specOf(object).template.spec.containers;
    for (const kind of ["requests", "limits"] as const) {
      assert.equal(Object.keys(resources[kind]).sort(), ["cpu", "ephemeral-storage", "memory"], object.metadata.name);
    }
  }
});

test("every container has three probes, and is not restarted for what makes it unready", () => {
  const question = (probe: Readonly<Record<string, unknown>> = {}): string =>
    JSON.stringify([probe.httpGet, probe.tcpSocket, probe.exec]);
  for (const object of running()) {
    const [{ livenessProbe, readinessProbe, startupProbe }] = specOf(object).template.spec.containers;
    assert.ok(startupProbe, object.metadata.name);
    assert.is.not(question(livenessProbe), question(readinessProbe), object.metadata.name);
  }
});

test("probes and Services name ports that the container has", () => {
  for (const object of running()) {
    const [container] = specOf(object).template.spec.containers;
    const names = container.ports?.map(({ name }) => name) ?? [];
    const asked = [container.livenessProbe, container.readinessProbe, container.startupProbe].flatMap((probe) => {
      const action = (probe?.httpGet ?? probe?.tcpSocket) as { readonly port: string } | undefined;
      return action ? [action.port] : [];
    });
    assert.equal(
      asked.filter((port) => !names.includes(port)),
      [],
      object.metadata.name,
    );
    assert.ok(container.ports?.every(({ containerPort, name }) => containerPort >= 1024 && name.length <= 15));
  }
});

test("whatever selects pods selects some, by name and instance", () => {
  for (const object of ofKind("Service", "PodDisruptionBudget", "NetworkPolicy")) {
    const { selector, podSelector } = object.spec as { selector?: never; podSelector?: { matchLabels?: never } };
    const labels =
      object.kind === "Service"
        ? selector
        : ((podSelector ?? selector) as { matchLabels?: never } | undefined)?.matchLabels;
    // All pods, and those of cert-manager.
    if (["default-deny", "acme-challenges"].includes(object.metadata.name)) continue;
    assert.equal(Object.keys(labels ?? {}), selecting, object.metadata.name);
    assert.ok(podsMatch(labels ?? {}), `${object.kind} ${object.metadata.name}`);
  }
});

test("an autoscaler is alone in deciding how many replicas there are", () => {
  const scaled = ofKind("HorizontalPodAutoscaler").map(({ metadata }) => metadata.name);
  assert.ok(scaled.length > 0);
  for (const object of running())
    assert.is(specOf(object).replicas === undefined, scaled.includes(object.metadata.name));
});

test("every workload has an account, a policy and a budget of its own, and its replicas keep apart", () => {
  const names = (kind: string): readonly string[] => ofKind(kind).map(({ metadata }) => metadata.name);
  for (const object of running()) {
    const { name } = object.metadata;
    assert.ok(names("ServiceAccount").includes(specOf(object).template.spec.serviceAccountName), name);
    assert.ok(names("NetworkPolicy").includes(name) && names("PodDisruptionBudget").includes(name), name);
    assert.ok(specOf(object).template.spec.affinity, name);
  }
});

test("every object says what it is part of, and selectors hold nothing that changes", () => {
  for (const { kind, metadata } of objects) {
    assert.ok(metadata.labels?.["app.kubernetes.io/part-of"], `${kind} ${metadata.name}`);
  }
  for (const object of running()) {
    assert.equal(Object.keys(specOf(object).selector.matchLabels), selecting);
  }
});

/** Fields that a reader looks for from the top to the bottom, in this order. */
const orders: readonly (readonly string[])[] = [
  ["apiVersion", "kind", "metadata", "spec"],
  ["name", "namespace", "labels", "annotations"],
  ["replicas", "selector", "template"],
  [
    "name",
    "image",
    "imagePullPolicy",
    "command",
    "args",
    "ports",
    "env",
    "resources",
    "startupProbe",
    "livenessProbe",
    "readinessProbe",
    "securityContext",
    "volumeMounts",
  ],
  ["name", "mountPath", "readOnly"],
  ["name", "value"],
  ["serviceAccountName", "securityContext", "containers", "volumes"],
];

test("fields are in the order of good manifests, at every level", () => {
  const check = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const keys = Object.keys(value);
    for (const order of orders) {
      const own = keys.filter((key) => order.includes(key));
      assert.equal(
        own,
        own.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
      );
    }
    for (const entry of Object.values(value)) check(entry);
  };
  const files = fastGlob.sync("generated/kubernetes/base/*/*.yaml", { cwd: root, absolute: true });
  assert.ok(files.length > 0);
  for (const file of files) check(parse(readFileSync(file, "utf8")));
});

test.run();
