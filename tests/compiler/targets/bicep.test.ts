// What the Bicep target computes: sizes, names, addresses; and that no text gets out of its quotes.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { quoteBicep } from "../../../compiler/literals/bicep.ts";
import type { Text, TextPart } from "../../../compiler/model/text.ts";
import { replaceWithin } from "../../../compiler/targets/bicep/managed.ts";
import { namePrefix } from "../../../compiler/targets/bicep/names.ts";
import { allocationOf } from "../../../compiler/targets/bicep/resources.ts";
import { allocateServer, mongoVersion, standby, storageSize } from "../../../compiler/targets/bicep/sizes.ts";
import { hostileTexts } from "../../support/hostile.ts";
import { sourceOf } from "../../support/sources.ts";

/** Processors in thousandths and memory in mebibytes, and what a replica gets for them. */
const allocations: readonly (readonly [cpu: number, memory: number, wanted: string])[] = [
  [250, 512, "0.25 0.5Gi Consumption"],
  [100, 64, "0.25 0.5Gi Consumption"],
  [500, 512, "0.5 1Gi Consumption"],
  [250, 900, "0.5 1Gi Consumption"],
  [1000, 2048, "1 2Gi Consumption"],
  [1100, 2048, "1.25 2.5Gi Consumption"],
  [4000, 8192, "4 8Gi Consumption"],
  [2000, 16_384, "2 16Gi D4"],
  [4100, 8192, "4.25 8Gi D8"],
  [4000, 30_000, "4 29.5Gi E4"],
  [32_000, 262_144, "32 256Gi E32"],
];

for (const [cpu, memory, wanted] of allocations) {
  test(`${cpu}m and ${memory}Mi are ${wanted}`, () => {
    const given = allocationOf(resources(cpu, memory));
    assert.is(`${given?.cpu} ${given?.memory} ${given?.profile}`, wanted);
  });
}

test("no machine has more than 32 CPUs or 256Gi", () => {
  assert.is(allocationOf(resources(33_000, 1024)), undefined);
  assert.is(allocationOf(resources(1000, 262_145)), undefined);
});

test("a server is large enough, and one of production is nobody else's", () => {
  assert.is(allocateServer("mongo", resources(1000, 2048), false), "M10");
  assert.is(allocateServer("mongo", resources(1000, 2048), true), "M30");
  assert.is(allocateServer("postgres", resources(4000, 8192), false), "Standard_D4ds_v5");
  assert.is(allocateServer("postgres", resources(32_000, 8192), true), "Standard_D32ds_v5");
  assert.is(allocateServer("postgres", resources(64_000, 8192), true), undefined);
  assert.is(allocateServer("redis", resources(500, 700), false), "Balanced_B1");
});

test("something stands by in production, in another zone where there are several", () => {
  assert.is(standby("postgres", { isProduction: false, isZonal: true }), "Disabled");
  assert.is(standby("postgres", { isProduction: true, isZonal: false }), "SameZone");
  assert.is(standby("postgres", { isProduction: true, isZonal: true }), "ZoneRedundant");
  assert.is(standby("mongo", { isProduction: true, isZonal: true }), "ZoneRedundantPreferred");
  assert.is(standby("redis", { isProduction: true, isZonal: true }), "Enabled");
});

test("a disk has a power of two of gibibytes, and 32 at least", () => {
  const sizes = [1024, 20 * 1024, 33 * 1024, 200 * 1024].map((size) => storageSize("mongo", [{ ...volume, size }]));
  assert.equal(sizes, [32, 32, 64, 256]);
  assert.is(storageSize("postgres", []), 32);
  assert.is(storageSize("postgres", [{ ...volume, size: 32_767 * 1024 }]), 32_767);
  assert.is(storageSize("postgres", [{ ...volume, size: 32_768 * 1024 }]), undefined);
});

test("versions of MongoDB are those that Azure has", () => {
  assert.equal(["6.0", "7-jammy", "8", "5.0.3"].map(mongoVersion), ["6.0", "7.0", "8.0", "5.0"]);
});

test("a name leaves room for what makes it unique", () => {
  assert.is(namePrefix("shop", 24), "shop");
  assert.match(namePrefix("a-long-name-of-something", 24), /^a-[a-z]{8}$/);
  assert.match(namePrefix("a--b", 40), /^a-b-[a-z]{8}$/);
  assert.is(namePrefix("5g", 24), "v5g");
});

const host: TextPart = { kind: "service", service: "db", attribute: "host" };
const from: Text = ["db://me@", host, "/x"];

/** A text, and what it is when the address within it is another one. */
const replacements: readonly (readonly [text: Text, wanted: Text])[] = [
  [["db://me@", host, "/x"], ["new"]],
  [
    ["see db://me@", host, "/x?y"],
    ["see ", "new", "?y"],
  ],
  [
    ["db://me@", host, "/x, db://me@", host, "/x"],
    ["new", ", db://me@", host, "/x"],
  ],
  [
    ["db://you@", host, "/x"],
    ["db://you@", host, "/x"],
  ],
  [
    ["db://me@", host, "/z"],
    ["db://me@", host, "/z"],
  ],
  [["db://me@"], ["db://me@"]],
  [[], []],
];

test("an address within a text is found, and nothing else", () => {
  for (const [text, wanted] of replacements) assert.equal(replaceWithin(text, [from, ["new"]]), wanted);
});

test("a text stays in its quotes wherever it stands, and changes nothing else", async () => {
  const plain = await modules("plain");
  // 'true' is also the default of variables that parameter files read.
  const texts = hostileTexts.filter((one) => one.trim().length > 2 && one !== "true" && !one.includes("${"));
  for (const text of texts) {
    const modulesWithText = await modules(text);
    const found = [text, `${text}\n`].reduce(
      (all, one) => all.replaceAll(quoteBicep(one), quoteBicep(one.replace(text, () => "plain"))),
      modulesWithText,
    );
    assert.is(found, plain, JSON.stringify(text));
  }
});

/** The modules of a platform with a text in its variables, arguments and files; comments aside. */
async function modules(text: string): Promise<string> {
  const value = JSON.stringify(text);
  // With a line break, a path is content.
  const content = JSON.stringify(`${text}\n`);
  const { files, diagnostics } = await compile(
    sourceOf(`
platform: { name: shop, description: Sells. }
services: { one: { image: a/b:1, port: 8080, start: [run, ${value}], env: { TEXT: ${value} }, files: { /etc/text: ${content} } } }
environments: { prod: { tier: production } }
targets: { docker: false, compose: false, bicep: { region: westeurope } }
`),
  );
  assert.equal(
    diagnostics.filter(({ severity }) => severity === "error"),
    [],
  );
  return files.map((file) => file.text).join("\n");
}

for (const [domain, host, validation] of [
  ["shop.co.uk", "shop.co.uk", "contains(apexes, hostName) || length(split(hostName, '.')) == 2 ? 'HTTP' : 'CNAME'"],
  ["shop.co.uk", "api.shop.co.uk", "length(split(hostName, '.')) == 2 ? 'HTTP' : 'CNAME'"],
]) {
  test(`a certificate for ${host} needs no CNAME record at the apex of ${domain}`, async () => {
    const { files } = await compile(
      sourceOf(`
platform: { name: shop, description: Sells., domain: ${domain} }
services: { api: { image: a/b:1, port: 8080, routes: ${host} } }
environments: { prod: { tier: production } }
targets: { docker: false, compose: false, bicep: { region: westeurope } }
`),
    );
    const module = files.find(({ path }) => path.endsWith("app-api.bicep"))?.text ?? "";
    assert.is(/domainControlValidation: (.*)/.exec(module)?.[1], validation);
    assert.is(/var apexes = \[\n {2}'(.*)'\n\]/.exec(module)?.[1], host === domain ? domain : undefined);
  });
}

const volume = { name: "data", path: "/data", shared: false, needsOwner: false };

function resources(cpu: number, memory: number): Parameters<typeof allocationOf>[0] {
  return { cpu: { request: 0, limit: cpu }, memory: { request: 0, limit: memory }, disk: 0, pids: 0 };
}

test.run();
