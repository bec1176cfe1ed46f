// What a change of the specification changes in the Kubernetes output, and what it does not.
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../compiler/compile.ts";
import { root, sourceOf } from "./support/sources.ts";

const varai = readFileSync(`${root}spec/platform.yaml`, "utf8");

async function kubernetesFiles(text: string): Promise<ReadonlyMap<string, string>> {
  const { files, diagnostics } = await compile(sourceOf(text), { only: ["kustomize", "helm"] });
  assert.equal(
    diagnostics.filter(({ severity }) => severity === "error"),
    [],
  );
  return new Map(files.map(({ path, text: content }) => [path, content]));
}

/** The paths of the files that are new, gone or otherwise when a part of VARAi's specification is replaced. */
async function changedBy(part: string, replacement: string): Promise<readonly string[]> {
  assert.ok(varai.includes(part), part);
  const [before, after] = [await kubernetesFiles(varai), await kubernetesFiles(varai.replace(part, replacement))];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort();
}

test("the most replicas of a service in production are one overlay's file and one environment's values", async () => {
  assert.equal(await changedBy("api: { scale: { min: 3, max: 20 } }", "api: { scale: { min: 3, max: 30 } }"), [
    "helm/varai/values/prod.yaml",
    "kubernetes/overlays/prod/api/horizontalpodautoscaler.yaml",
  ]);
});

test("what all environments share is in the base, and literal in the chart", async () => {
  const changed = await changedBy(
    "PAYMENTS_URL: ${external.payments.url}",
    "PAYMENTS_ADDRESS: ${external.payments.url}",
  );
  assert.equal(changed, ["helm/varai/templates/api/deployment.yaml", "kubernetes/base/api/deployment.yaml"]);
});

test("who may call whom follows from who needs whom", async () => {
  const changed = await changedBy(
    "dependsOn: [database]\n    scale: { min: 2, max: 6",
    "dependsOn: [analytics, database]\n    scale: { min: 2, max: 6",
  );
  assert.equal(changed, [
    "helm/varai/templates/analytics/networkpolicy.yaml",
    "helm/varai/templates/auth/networkpolicy.yaml",
    "kubernetes/base/analytics/networkpolicy.yaml",
    "kubernetes/base/auth/networkpolicy.yaml",
  ]);
});

test("an environment's own settings stay in the environment", async () => {
  const changed = await changedBy("domain: staging.varai.com", "domain: test.varai.com");
  assert.ok(changed.length > 0);
  assert.equal(
    changed.filter((path) => !/\/(overlays\/staging\/|values\/staging\.yaml$)/.test(path)),
    [],
  );
});

test.run();
