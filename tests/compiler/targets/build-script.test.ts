// The script that builds images, with every option, against programs that record their calls.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Conditions, ScriptFolder, type ScriptRun } from "../../support/operator-scripts.ts";

const specification = `
platform: { name: shop, description: Sells., registry: ghcr.io/shop }
services:
  backend:
    { runtime: python@3.12, source: src, start: python -m a, port: 8000, health: /health,
      variants: { alpine: { runtime: python@3.12-alpine, dockerfile: Dockerfile.alpine },
                  minimal: { runtime: python@3.12-alpine, dockerfile: Dockerfile.minimal, strip: true, purposes: [production] } } }
images: { platforms: [linux/amd64, linux/arm64], sbom: spdx-json, sign: cosign }
environments: { dev: { tier: development }, test: { tier: test }, prod: { tier: production } }
targets: { operations: true }
`;

const script = "scripts/build-images.sh";
const scripts = new ScriptFolder();
test.after(() => scripts.remove());
test.before(() =>
  scripts.write(specification, {
    git: 'case "$1" in describe) echo v1.2.3;; rev-parse) echo abc;; log) echo 100;; esac',
    docker: `
while [[ "$#" -gt 0 ]]; do
  [[ "$1" != --metadata-file ]] || file="$2"
  shift
done
[[ -z "\${file:-}" ]] || jq --null-input 'reduce ("backend", "backend-development", "backend-test", "backend-alpine", "backend-alpine-dev",
  "backend-alpine-test", "backend-minimal") as $name ({}; .[$name]["containerimage.digest"] = "sha256:" + $name)' >"\${file}"`,
    trivy: "",
    syft: "",
    cosign: "",
  }),
);

const keyless = { COSIGN_IDENTITY: "me@shop.example", COSIGN_ISSUER: "https://issuer.example" };

function build(options: string, conditions: Conditions = {}): ScriptRun {
  return scripts.run(`${script} ${options}`, conditions);
}

/** The calls that build, scan, sign and push, without the paths of temporary files. */
function callsOf(options: string, conditions: Conditions = {}): readonly string[] {
  const { status, calls, stderr } = build(options, conditions);
  assert.is(status, 0, stderr);
  return calls.filter((call) => !call.startsWith("git ")).map((call) => call.replace(/\/\S*\/([\w-]+\.json)/, "$1"));
}

/** The call of buildx bake. */
function bakeOf(options: string, conditions: Conditions = {}): string {
  return callsOf(options, conditions).find((call) => call.includes(" bake ")) ?? "";
}

test("without options it builds the production images for this machine", () => {
  assert.equal(callsOf(""), [
    "docker buildx bake --file docker-bake.hcl --set *.platform=local --load --metadata-file all.json backend",
  ]);
});

test("--registry, --name and --version name the images, in both forms", () => {
  for (const options of ["-r reg.example/a -n web -v 2", "--registry=reg.example/a --name=web --version=2"]) {
    assert.match(
      bakeOf(options),
      /--set backend\.tags=reg\.example\/a\/web:2 --set backend\.tags=reg\.example\/a\/web:latest/,
    );
  }
});

test("the version is that of git by default", () => {
  assert.ok(callsOf("--scan").some((call) => call.endsWith("ghcr.io/shop/backend:v1.2.3")));
});

test("--target chooses the images of a purpose", () => {
  assert.match(bakeOf("--target development"), / backend-development$/);
  assert.match(bakeOf("-t test"), / backend-test$/);
  assert.match(bakeOf("-t all"), / backend backend-development backend-test$/);
});

test("--platforms builds for other platforms, which this machine cannot load", () => {
  assert.match(bakeOf("-p linux/arm64"), /--set \*\.platform=linux\/arm64 --load/);
  const calls = callsOf("--platforms linux/amd64,linux/arm64");
  assert.match(calls[0] ?? "", /--set \*\.platform=linux\/amd64,linux\/arm64 --set \*\.output=type=cacheonly/);
  assert.match(calls[1] ?? "", /--set \*\.platform=local --load/);
});

test("--no-cache builds without the cache, and --write-cache writes it", () => {
  assert.match(bakeOf("--no-cache"), / --no-cache /);
  const { stdout } = build("--write-cache --dry-run");
  assert.match(stdout, /WRITE_CACHE=true docker buildx bake/);
});

test("--sequential builds one image after another", () => {
  const calls = callsOf("--sequential --target all");
  assert.equal(
    calls.map((call) => call.split(" ").slice(-2).join(" ")),
    ["backend.json backend", "development.json backend-development", "test.json backend-test"].map((end, index) =>
      index === 0 ? end : `backend-${end}`,
    ),
  );
});

test("--alpine, --minimal and --all choose variants", () => {
  assert.match(bakeOf("--alpine"), / all\.json backend-alpine backend-alpine-dev backend-alpine-test$/);
  assert.match(bakeOf("--minimal"), / all\.json backend-minimal$/);
  assert.is(bakeOf("--all").split("all.json ")[1]?.split(" ").length, 7);
});

test("--push pushes by digest, scans each platform, and tags last", () => {
  const calls = callsOf("--push --version 2 --sbom boms");
  assert.match(
    calls[0] ?? "",
    /--set backend\.tags=ghcr\.io\/shop\/backend --provenance mode=max --set \*\.output=type=image,push-by-digest=true/,
  );
  assert.equal(
    calls.slice(1).map((call) => call.split(" ")[0]),
    ["trivy", "syft", "trivy", "syft", "docker"],
  );
  assert.match(calls[1] ?? "", /--image-src remote --platform linux\/amd64 ghcr\.io\/shop\/backend@sha256:backend$/);
  assert.match(calls[2] ?? "", /--output spdx-json=boms\/backend-linux-amd64\.json$/);
  assert.is(
    calls.at(-1),
    "docker buildx imagetools create --tag ghcr.io/shop/backend:2 --tag ghcr.io/shop/backend:latest ghcr.io/shop/backend@sha256:backend",
  );
});

test("--no-scan pushes without a scan", () => {
  assert.not.ok(callsOf("--push --no-scan").some((call) => call.startsWith("trivy")));
});

test("--scan and --sbom examine images of this machine", () => {
  const calls = callsOf("--scan --sbom boms --version 2");
  assert.match(
    calls[1] ?? "",
    /^trivy image .*--severity HIGH,CRITICAL .*--image-src docker ghcr\.io\/shop\/backend:2$/,
  );
  assert.is(calls[2], "syft scan docker:ghcr.io/shop/backend:2 --output spdx-json=boms/backend.json");
});

test("--sign signs and verifies by digest, before the tags", () => {
  const calls = callsOf("--push --sign", { env: keyless });
  const digest = "ghcr.io/shop/backend@sha256:backend";
  assert.equal(calls.slice(3, 5), [
    `cosign sign --yes --recursive ${digest}`,
    `cosign verify --certificate-identity me@shop.example --certificate-oidc-issuer https://issuer.example --output text ${digest}`,
  ]);
  const keyed = callsOf("--push --sign", { env: { COSIGN_KEY: "k", COSIGN_PUBLIC_KEY: "p" } });
  assert.ok(keyed.includes(`cosign sign --yes --recursive --key k ${digest}`));
  assert.ok(keyed.includes(`cosign verify --key p --output text ${digest}`));
});

test("a service limits the images", () => {
  assert.match(bakeOf("-- backend"), / backend$/);
  assert.is(build("frontend").status, 2);
});

test("--dry-run prints commands and runs none but git", () => {
  const { status, stdout, calls } = build("--dry-run --push --sign --all", { env: keyless });
  assert.is(status, 0);
  assert.ok(calls.every((call) => call.startsWith("git ")));
  assert.match(stdout, /^env REGISTRY=ghcr\.io\/shop VERSION=v1\.2\.3 REVISION=abc .*docker buildx bake /);
  assert.match(stdout, /'\*\.platform=linux\/amd64,linux\/arm64'/);
});

test("--help describes every option", () => {
  const { status, stdout } = build("--help");
  assert.is(status, 0);
  for (const option of "registry name version target platforms push no-cache write-cache sequential scan no-scan sbom sign alpine minimal all dry-run help".split(
    " ",
  )) {
    assert.match(stdout, new RegExp(`^ .*--${option}\\b`, "m"));
  }
});

test("a wrong use exits with 2 and runs nothing", () => {
  for (const options of [
    "--what",
    "--version",
    "--version a/b",
    "--target prod",
    "--platforms windows",
    "--sign",
    "--sign --push",
    "--alpine nobody",
  ]) {
    const { status, calls } = build(options);
    assert.equal([status, calls], [2, []], options);
  }
});

test("a failing command ends the script, and an image that fails gets no tags", () => {
  const { calls } = build("--push --sign", { env: keyless });
  for (const [index, call] of calls.entries()) {
    const run = build("--push --sign", { env: keyless, failAt: index + 1 });
    assert.is(run.status, 1, call);
    assert.is(run.calls.length, index + 1, call);
  }
});

test.run();
