// Amounts mean the same whichever unit they are written in.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseAddress } from "../../../compiler/model/address.ts";
import { formatMebibytes, parseCpu, parseMebibytes, parseSeconds } from "../../../compiler/model/quantity.ts";
import { tiers } from "../../../compiler/spec/tiers.ts";

function table<T>(what: string, parse: (text: string) => T, rows: readonly (readonly [string, T])[]): void {
  for (const [text, value] of rows) {
    test(`${what} ${text} is ${JSON.stringify(value)}`, () => {
      assert.equal(parse(text), value);
    });
  }
}

table("the cpu", parseCpu, [
  ["1", 1000],
  ["0.5", 500],
  ["250m", 250],
  ["1.5", 1500],
  ["0.1", 100],
  ["0.29", 290],
  ["2.5m", 3],
]);

table("the size", parseMebibytes, [
  ["1Gi", 1024],
  ["512Mi", 512],
  ["512", 512],
  ["0.5Gi", 512],
  ["1.5Ti", 1_572_864],
  ["300MB", 287],
  ["1GB", 954],
  ["1Ki", 1],
  ["2048Ki", 2],
]);

table("the duration", parseSeconds, [
  ["30s", 30],
  ["5m", 300],
  ["2h", 7200],
  ["7d", 604_800],
]);

table("the address", parseAddress, [
  ["https://api.example.com", { scheme: "https", host: "api.example.com", port: 443 }],
  ["http://a/b:1?c#d", { scheme: "http", host: "a", port: 80 }],
  ["smtp://mail.example:25", { scheme: "smtp", host: "mail.example", port: 25 }],
  ["https://user:pw@a.example:8443/x@y", { scheme: "https", host: "a.example", port: 8443 }],
]);

test("a size that is written again is the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 ** 9 }), (mebibytes) => {
      assert.is(parseMebibytes(formatMebibytes(mebibytes)), mebibytes);
    }),
    { seed: 1 },
  );
});

test("half of an amount is half of it, in the unit that it has", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.constantFrom("m", ""),
      fc.constantFrom("Mi", "Gi", "MB"),
      (...parts) => {
        const [number, cpuUnit, memoryUnit] = parts;
        const resources = {
          cpu: { limit: `${number}${cpuUnit}` },
          memory: { limit: `${number}${memoryUnit}`, request: `${number}Mi` },
        };
        const halved = tiers.staging.computed?.({ resources } as never).resources as typeof resources;
        assert.is(parseCpu(halved.cpu.limit), Math.round(parseCpu(resources.cpu.limit) / 2));
        assert.ok(Math.abs(parseMebibytes(halved.memory.limit) * 2 - parseMebibytes(resources.memory.limit)) <= 2);
        assert.is(parseMebibytes(halved.memory.request), Math.ceil(number / 2));
      },
    ),
    { seed: 1 },
  );
});

test.run();
