// A Job cannot be changed, so pipelines delete those of the last deployment before they apply the next; CronJobs they keep.
// A Job that fails fails the deployment.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { sourceOf } from "../../support/sources.ts";

const files = { github: ".github/workflows/release.yml", gitlab: ".gitlab-ci.yml" };

for (const provider of ["github", "gitlab"] as const) {
  test(provider, async () => {
    const { files: written } = await compile(sourceOf(specOf(provider)), { verify: false });
    const text = written.find(({ path }) => path === files[provider])?.text ?? "";
    const commands = [...text.matchAll(/kubectl (?:delete|apply --kustomize|wait) .*/g)].map(([command]) => command);
    assert.equal(commands, [
      "kubectl delete job --namespace shop-prod --ignore-not-found fill migrate",
      "kubectl apply --kustomize kubernetes/overlays/prod",
      "kubectl wait job --namespace shop-prod --for jsonpath='{.status.conditions[0].type}' --timeout 61m fill migrate",
      "kubectl wait job --namespace shop-prod --for condition=Complete --timeout 30s fill migrate",
      'kubectl apply --kustomize kubernetes/overlays/prod --dry-run=client --output name)"',
      'kubectl delete "${object}" --namespace shop-prod',
    ]);
  });
}

function specOf(provider: string): string {
  const job = "runtime: node@22, source: src, start: node a.js";
  return `
platform: { name: shop, description: Sells., registry: registry.example/shop }
services:
  api: { ${job}, port: 3000, health: / }
jobs:
  migrate: { ${job} }
  fill: { ${job} }
  report: { ${job}, schedule: "0 3 * * *" }
environments:
  prod: { tier: production }
targets:
  kustomize: true
  ci: { provider: ${provider}, deploy: { prod: { branch: main, with: kustomize } } }
`;
}

test.run();
