// The numbers of alerts on error budgets, against the table of the SRE workbook for 30 days, and scaled to other windows.
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  burnFactor,
  burnRanges,
  burnThreshold,
  burnWindows,
} from "../../../../compiler/model/monitoring/burn-rates.ts";
import { decimal, promDuration } from "../../../../compiler/model/monitoring/promql.ts";

const day = 86_400;

const factors: readonly (readonly [days: number, factors: readonly string[]])[] = [
  [30, ["14.4", "6", "3", "1"]],
  [28, ["13.44", "5.6", "2.8", "0.933333"]],
  [14, ["6.72", "2.8", "1.4", "0.466667"]],
  [7, ["3.36", "1.4", "0.7", "0.233333"]],
];

for (const [days, expected] of factors) {
  test(`the budget of ${days} days burns by the factors of the table`, () => {
    const pairs = [...burnWindows.critical, ...burnWindows.warning];
    assert.equal(
      pairs.map((pair) => decimal(burnFactor(pair, days * day))),
      expected,
    );
  });
}

test("thresholds have no noise of binary fractions", () => {
  const [fast, slow] = burnWindows.critical;
  assert.ok(fast && slow);
  assert.is(decimal(burnThreshold(fast, 30 * day, 0.999)), "0.0144");
  assert.is(decimal(burnThreshold(slow, 30 * day, 0.9999)), "0.0006");
});

test("a low objective has a threshold that no ratio can exceed", () => {
  const [fast] = burnWindows.critical;
  assert.ok(fast);
  assert.ok(burnThreshold(fast, 30 * day, 0.93) > 1);
  assert.ok(burnThreshold(fast, 30 * day, 0.931) < 1);
});

test("each range is recorded once", () => {
  assert.equal(burnRanges.map(promDuration), ["5m", "30m", "1h", "2h", "6h", "1d", "3d"]);
});

test.run();
