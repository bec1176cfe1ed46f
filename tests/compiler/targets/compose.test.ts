// Compose files: common fields are shared without changing a service, and networks keep apart services that do not talk.
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compile } from "../../../compiler/compile.ts";
import type { Diagnostic } from "../../../compiler/diagnostics/diagnostic.ts";
import { printYaml } from "../../../compiler/literals/yaml-document.ts";
import { shareFields } from "../../../compiler/targets/compose/fragments.ts";
import { mostNetworks } from "../../../compiler/targets/compose/network-groups.ts";
import { type Member, networksOf } from "../../../compiler/targets/compose/networks.ts";
import type { Fields } from "../../../compiler/targets/compose/service-body.ts";
import { sourceOf } from "../../support/sources.ts";

interface ComposeDocument {
  readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly networks?: Readonly<Record<string, unknown>>;
}

function errorsIn(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
}

/** The text of some services with their fragments. */
function textOf(services: readonly Fields[]): string {
  const { fragments, bodies } = shareFields(services);
  const anchors = fragments.map(({ name, fields }) => `x-${name}: &${name}\n${printYaml(fields, 2)}`);
  return `${anchors.join("")}services:\n${printYaml(bodies, 2)}`;
}

const someMap = fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), fc.constantFrom("1", "2"), { minKeys: 1 });
const someService = fc.record(
  {
    image: fc.constantFrom("x", "y"),
    environment: someMap,
    healthcheck: someMap,
    deploy: fc.record({ replicas: fc.integer({ min: 2, max: 3 }), resources: someMap }),
    logging: someMap,
    user: fc.constantFrom("one", "two"),
    read_only: fc.constant(true),
    cap_drop: fc.constant(["ALL"]),
    tmpfs: fc.constantFrom(["/tmp"], ["/tmp", "/run"]),
  },
  { requiredKeys: ["image"] },
);

test("merges expand to the services that they are made from", () => {
  fc.assert(
    fc.property(fc.array(someService, { minLength: 1, maxLength: 6 }), (services) => {
      assert.equal(parse(textOf(services), { merge: true }).services, JSON.parse(JSON.stringify(services)));
    }),
  );
});

test("a service shows what differs from a fragment, and nothing that is equal", () => {
  const hardening = { user: "10001", read_only: true, cap_drop: ["ALL"] };
  const text = textOf([
    { image: "a", ...hardening },
    { image: "b", ...hardening },
    { image: "c", ...hardening, user: "5" },
  ]);
  assert.is(
    text,
    `x-hardening: &hardening
  user: "10001"
  read_only: true
  cap_drop:
    - ALL
services:
  - <<: *hardening
    image: a
  - <<: *hardening
    image: b
  - <<: *hardening
    image: c
    user: "5"
`,
  );
});

test("two lines are not worth a fragment, nor is one service", () => {
  const short = { image: "a", logging: { driver: "local", mode: "x" } };
  assert.not.match(textOf([short, short]), /x-/);
  assert.not.match(textOf([{ image: "a", user: "1", read_only: true, cap_drop: ["ALL"] }]), /x-/);
});

const member = (name: string, talksTo: readonly string[] = [], more: Partial<Member> = {}): Member => ({
  name,
  talksTo,
  networks: [],
  egress: [],
  ports: [{}],
  ...more,
});

/** Whether two services share a network. */
function canTalk(members: readonly Member[], a: string, b: string): boolean {
  const networks = networksOf(members, []);
  return networks.of(a).some((name) => networks.of(b).includes(name));
}

test("services share a network with those that they call", () => {
  const members = [member("web", ["api"]), member("api", ["db"]), member("db"), member("other")];
  assert.ok(canTalk(members, "web", "api"));
  assert.ok(canTalk(members, "api", "db"));
  assert.not(canTalk(members, "web", "db"));
  assert.not(canTalk(members, "other", "db"));
});

test("a service that listens has a network though nothing calls it, and a worker has none", () => {
  const networks = networksOf([member("db"), member("worker", [], { ports: [] })], []);
  assert.equal(networks.of("db"), ["db"]);
  assert.equal(networks.of("worker"), []);
  assert.equal(
    networks.views.map(({ internal }) => internal),
    [true],
  );
});

test("a network whose members share another one is left out", () => {
  const members = [member("a", ["b", "db"]), member("b", ["db"]), member("db")];
  assert.equal(
    networksOf(members, []).views.map(({ name }) => name),
    ["db"],
  );
});

test("merging keeps every connection, gives no service a way out, and stops at the limit", () => {
  const names = fc.constantFrom(..."abcdefghijklmnopqrst");
  const someMember = fc.record({ name: names, talksTo: fc.array(names, { maxLength: 4 }), calls: fc.boolean() });
  fc.assert(
    fc.property(fc.uniqueArray(someMember, { selector: ({ name }) => name, maxLength: 20 }), (drafts) => {
      const members = drafts.map(({ name, talksTo, calls }) =>
        member(name, talksTo, calls ? { egress: [{ host: "example.com", port: 443 }] } : {}),
      );
      const networks = networksOf(members, []);
      assert.ok(networks.views.length <= mostNetworks);
      for (const { name, talksTo, egress } of members) {
        const joined = networks.of(name);
        for (const other of members.filter((one) => talksTo.includes(one.name))) {
          assert.ok(networks.of(other.name).some((network) => joined.includes(network)));
        }
        const isOpen = networks.views.some((view) => !view.internal && joined.includes(view.name));
        assert.is(isOpen, egress.length > 0);
      }
    }),
  );
});

test("four environments of forty services fit into Docker's default address pools", async () => {
  const services = Array.from({ length: 40 }, (_, index) => {
    const calls = index < 30 ? `, talksTo: [s${(index * 7 + 1) % 40}, s${30 + (index % 10)}]` : "";
    const egress = index % 5 === 0 ? `, egress: ["host${index}.example:443"]` : "";
    return `  s${index}: { image: "acme/s${index}:1", port: ${3000 + index}, health: { command: "true" }${calls}${egress} }`;
  });
  const text = `platform: { name: shop, description: A shop. }
environments: { dev: { tier: development }, test: { tier: test }, staging: { tier: staging }, prod: { tier: production } }
services:
${services.join("\n")}
`;
  const { files, diagnostics } = await compile(sourceOf(text));
  assert.equal(errorsIn(diagnostics), []);
  const documents = files.filter(({ path }) => path.startsWith("docker-compose.")).map((file) => parse(file.text));
  assert.is(documents.length, 4);
  const counts = documents.map(({ networks = {} }: ComposeDocument) => Object.keys(networks).length);
  // The pools hold 31 networks; the engine's bridge is one of them.
  assert.ok(counts.reduce((sum, count) => sum + count, 0) < 30, `networks: ${counts.join(", ")}`);
});

test("without VERSION, `up` fails, and `ps`, `logs` and `down` work", async () => {
  const text = `platform: { name: shop, description: A shop. }
environments: { prod: { tier: production } }
services:
  web: { runtime: node@20, start: node a.js, port: 3000, health: /health }
`;
  const { files } = await compile(sourceOf(text));
  const compose = files.find(({ path }) => path === "docker-compose.prod.yml");
  assert.match(compose?.text ?? "", /image: "web:\$\{VERSION:-VERSION-is-not-set\}"/);
  assert.match(files.find(({ path }) => path === ".env")?.text ?? "", /^VERSION=$/m);
});

test("shared folders are mounted into source that Docker can write to", async () => {
  const text = `platform: { name: shop, description: A shop. }
environments: { dev: { tier: development } }
services:
  api: { runtime: python@3.12, source: { folder: src/api, shared: [src/common] }, server: "uvicorn main:app", port: 8000, health: /health }
`;
  const { files, diagnostics } = await compile(sourceOf(text));
  assert.equal(errorsIn(diagnostics), []);
  const compose = files.find(({ path }) => path === "docker-compose.dev.yml");
  const volumes = (parse(compose?.text ?? "", { merge: true }) as ComposeDocument).services.api?.volumes as readonly {
    readonly target: string;
    readonly read_only?: boolean;
  }[];
  assert.equal(
    volumes.map(({ target, read_only = false }) => [target, read_only]),
    [
      ["/app", false],
      ["/app/common", true],
    ],
  );
});

test("Java loads native libraries from /tmp in production", async () => {
  const text = `platform: { name: shop, description: A shop. }
environments: { prod: { tier: production } }
services:
  api: { runtime: java@21, start: java -jar app.jar, port: 8080, health: /health }
  web: { runtime: node@20, start: node a.js, port: 3000, health: /health }
`;
  const { files, diagnostics } = await compile(sourceOf(text));
  assert.equal(errorsIn(diagnostics), []);
  const { services } = parse(files.find(({ path }) => path === "docker-compose.prod.yml")?.text ?? "", { merge: true });
  assert.match(services.api.tmpfs[0], /^\/tmp:.*,exec$/);
  assert.not.match(services.web.tmpfs[0], /exec/);
});

test.run();
