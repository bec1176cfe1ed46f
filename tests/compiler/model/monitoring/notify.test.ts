// Who receives an alert of a severity and a team, and which alerts silence others.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../../compiler/compile.ts";
import type { Notify } from "../../../../compiler/model/monitoring/notify.ts";
import { receiversOf } from "../../../../compiler/model/monitoring/notify.ts";
import { sourceOf } from "../../../support/sources.ts";

/** What a specification with these lines below `notify` means. */
async function notifyOf(lines: string): Promise<Notify> {
  const { platform, diagnostics } = await compile(
    sourceOf(`
platform: { name: shop, description: Sells things. }
secrets: { chat: A URL., pager: A key. }
services:
  api:
    image: example.com/api:1.0
    port: 3000
    health: /health
    metrics: { names: express }
    objective: 99.9%
    dependsOn: [accounts]
  accounts: { image: "example.com/accounts:1.0", port: 3000, health: /health, metrics: /metrics }
observability:
  metrics: prometheus
  notify: ${lines}
environments: { prod: { tier: production } }
`),
  );
  assert.equal(
    diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
    [],
  );
  const notify = platform?.environments[0]?.monitoring?.notify;
  assert.ok(notify);
  return notify;
}

const chatAndPager = 'slack: "${secrets.chat}", pagerduty: "${secrets.pager}"';

const cases: readonly (readonly [lines: string, severity: string, team: string | undefined, receivers: string[]])[] = [
  // A pager gets critical alerts only, unless there is nothing else.
  [`{ ${chatAndPager} }`, "critical", undefined, ["pagerduty", "slack"]],
  [`{ ${chatAndPager} }`, "warning", undefined, ["slack"]],
  [`{ ${chatAndPager} }`, "info", undefined, []],
  ['{ pagerduty: "${secrets.pager}" }', "warning", undefined, ["pagerduty"]],
  [`{ ${chatAndPager}, routes: { warning: [pagerduty] } }`, "warning", undefined, ["pagerduty"]],
  [`{ ${chatAndPager}, teams: { shop: { critical: [slack] } } }`, "critical", "shop", ["slack"]],
  // What a team does not list goes where other alerts go.
  [`{ ${chatAndPager}, teams: { shop: { critical: [slack] } } }`, "warning", "shop", ["slack"]],
  [`{ ${chatAndPager}, teams: { shop: { critical: [slack] } } }`, "critical", "other", ["pagerduty", "slack"]],
];

for (const [lines, severity, team, receivers] of cases) {
  test(`${severity} alerts of ${team ?? "no team"} with ${lines}`, async () => {
    assert.equal(receiversOf(await notifyOf(lines), { severity, team }), receivers);
  });
}

test("the alert of a service that is gone silences the objectives of its callers", async () => {
  const { inhibitions } = await notifyOf(`{ ${chatAndPager} }`);
  const silenced = inhibitions.filter(({ source }) => source.service === "accounts");
  assert.equal(
    silenced.map(({ target }) => target.service),
    ["api"],
  );
});

test.run();
