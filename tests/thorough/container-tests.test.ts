// The container test suite: each category passes for good images and fails for the fault that it looks for.
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { ScriptFolder } from "../support/operator-scripts.ts";

const specification = `
platform: { name: shop, description: Sells., registry: ghcr.io/shop }
secrets: { token: Calls the bank. }
services:
  api:
    { runtime: node@22, source: api, start: node a.js, port: 8000, health: /health, env: { TOKEN: "\${secrets.token}", MODE: fast },
      storage: { uploads: /uploads }, sizeBudget: { compressed: 100KB, uncompressed: 1GB } }
  web: { runtime: node@22, source: web, start: node a.js, port: 8000, health: /health, dependsOn: [api] }
environments: { prod: { tier: production } }
targets: { operations: { containerTests: test_containers.py } }
`;

/** Docker with good images, except for the fault that FAULT names. */
const docker = `
is() { [[ "\${FAULT:-}" == "$1" ]]; }
case "$*" in
  info*) is memory && echo '{ "MemTotal": 1000 }' || echo '{ "MemTotal": 64000000000 }' ;;
  buildx\\ bake*) ! is build ;;
  image\\ inspect*)
    user=10001
    labels='{ "org.opencontainers.image.version": "1" }'
    size=900000000
    variables='[]'
    ! is root || user=root
    ! is labels || labels='{}'
    ! is large || size=2000000000
    ! is leak || variables='["TOKEN=x"]'
    printf '[{ "Size": %s, "Config": { "User": "%s", "Labels": %s, "Env": %s } }]' "\${size}" "\${user}" "\${labels}" "\${variables}" ;;
  history*) ! is history || echo 'ENV TOKEN=x' ;;
  image\\ save*) is archive && head -c 200000 /dev/urandom || head -c 200000 /dev/zero ;;
  *"--entrypoint sh "*find*) ! is setuid || echo /bin/su ;;
  *"--entrypoint sh "*touch*) ! is mounts || echo "/uploads is not writable" ;;
  inspect*) is crash && echo '[{ "State": { "Running": false, "ExitCode": 7 } }]' || echo '[{ "State": { "Running": true } }]' ;;
  exec*) ! is unhealthy ;;
  wait*) is careless && echo 0 || echo 1 ;;
  logs*) is silent || echo 'TOKEN is missing' ;;
esac
`;

const scripts = new ScriptFolder();
test.after(() => scripts.remove());
test.before(() => scripts.write(specification, { docker }));

function run(
  options: string,
  fault = "",
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return scripts.python(`test_containers.py ${options}`, { env: { FAULT: fault } });
}

test("good images pass every category", () => {
  const { status, stdout, stderr } = run("");
  assert.is(status, 0, stdout + stderr);
  assert.match(stdout, /^11 passed, 4 skipped, 0 failed$/m);
  assert.match(stdout, /^skipped +Startup: web \(it needs api\)$/m);
});

const faults: Readonly<Record<string, readonly string[]>> = {
  docker: ["memory"],
  build: ["build"],
  security: ["root", "labels", "leak", "history", "setuid"],
  startup: ["crash"],
  configuration: ["careless", "silent"],
  size: ["large", "archive"],
  health: ["crash"],
  mounts: ["mounts"],
};

for (const [category, names] of Object.entries(faults)) {
  for (const fault of names) {
    test(`${category} finds ${fault}`, () => {
      const options = `--service api --category ${category}`;
      assert.is(run(options).status, 0);
      const { status, stdout } = run(options, fault);
      assert.is(status, 1, stdout);
      assert.match(stdout, /^failed /m);
    });
  }
}

test("--list runs nothing, and --junit writes a report", () => {
  assert.match(run("--list").stdout, /^docker api\nbuild api\nbuild web\n/);
  assert.is(run("--category security --junit report.xml", "root").status, 1);
  const report = readFileSync(`${scripts.folder}/report.xml`, "utf8");
  assert.match(report, /<testsuite name="containers" tests="2" failures="2">/);
  assert.match(report, /<testcase classname="security" name="api" [^>]*><failure message="the image runs as root"/);
});

test("a wrong use exits with 2", () => {
  assert.is(run("--category nothing").status, 2);
});

test.run();
