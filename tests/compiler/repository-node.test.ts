// Each rule about Node packages, on small repositories in memory: what is found, and what is not.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { buildOf, compileService, type Files, findingsOf } from "../support/repository.ts";

const scripts = { dev: "node --watch server.js", test: "node --test" };

/** A package with its lock file. */
function node(manifest: object = {}, more: Files = {}): Files {
  const { dependencies, devDependencies, workspaces } = manifest as Record<string, unknown>;
  return {
    "api/package.json": JSON.stringify({ name: "api", scripts, ...manifest }),
    "api/package-lock.json": JSON.stringify({
      lockfileVersion: 3,
      packages: { "": { name: "api", dependencies, devDependencies, workspaces } },
    }),
    "api/server.js": "",
    ...more,
  };
}

const service = "runtime: node@22, start: node server.js, port: 3000";

const pnpmLock = (specifier: string): string =>
  `lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      express:\n        specifier: ${specifier}\n        version: 4.21.2\n\npackages:\n\n  "cut off`;

const pnpm = (manifest: object, lock: string): Files => ({
  "api/package.json": JSON.stringify({ name: "api", scripts, ...manifest }),
  "api/pnpm-lock.yaml": lock,
  "api/server.js": "",
});

/** Yarn 2 or later records the ranges of the workspace itself. */
const yarn = (manifest: object, range: string): Files => ({
  "api/package.json": JSON.stringify({ name: "api", scripts, ...manifest }),
  "api/yarn.lock": `__metadata:\n  version: 8\n\n"api@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "api@workspace:."\n  dependencies:\n    express: "${range}"\n  languageName: unknown\n  linkType: soft\n\n"express@npm:^4":\n  version: 4.21.2\n`,
  "api/server.js": "",
});

const classic = (manifest: object): Files => ({
  "api/package.json": JSON.stringify({ name: "api", scripts, ...manifest }),
  "api/yarn.lock": `# yarn lockfile v1\n\n\n"@x/y@~1":\n  version "1.0.0"\n\nexpress@^4, express@^4.1:\n  version "4.21.2"\n`,
  "api/server.js": "",
});

const cases: readonly (readonly [string, string, Files, readonly RegExp[]])[] = [
  ["a package that fits", service, node({ dependencies: { express: "^4.18.0" } }), []],
  ["a folder in another case", service, { "Api/package.json": "{}" }, [/^error wrong-case: 'api' .* 'Api'/]],
  ["no package.json", service, { "api/server.js": "" }, [/^error missing-file: .* 'api\/package.json'/]],
  [
    "no lock file",
    service,
    { "api/package.json": JSON.stringify({ scripts }), "api/server.js": "" },
    [/^error missing-file: .* 'api\/package-lock.json'/],
  ],
  [
    "an unknown script",
    "runtime: node@22, build: npm run biuld, start: node dist/server.js, port: 3000",
    node({ scripts: { ...scripts, build: "tsc" } }),
    [/^error unknown-script: 'npm run biuld' runs the script 'biuld'/],
  ],
  ["npm start without a script but with server.js", "runtime: node@22, start: npm start, port: 3000", node(), []],
  [
    "npm start without either",
    "runtime: node@22, start: npm start, port: 3000",
    { "api/package.json": JSON.stringify({ scripts }), "api/package-lock.json": "{}" },
    [/^error unknown-script: 'npm start' runs the script 'start'/],
  ],
  [
    "a program of pnpm that is no script",
    "runtime: node@22, start: next start, test: pnpm vitest, port: 3000, lockfile: pnpm-lock.yaml",
    pnpm({ dependencies: { express: "^4" } }, pnpmLock("^4")),
    [],
  ],
  [
    "a start command that needs pnpm",
    "runtime: node@22, start: pnpm run dev, port: 3000, lockfile: pnpm-lock.yaml",
    pnpm({ dependencies: { express: "^4" } }, pnpmLock("^4")),
    [/^error manager-not-in-image: 'pnpm run dev' needs pnpm/],
  ],
  [
    "a start command that needs pnpm, with its package",
    "runtime: node@22, start: pnpm run dev, port: 3000, lockfile: pnpm-lock.yaml, packages: { run: [pnpm@10] }",
    pnpm({ dependencies: { express: "^4" } }, pnpmLock("^4")),
    [],
  ],
  [
    "a start command of Yarn 1, which images contain",
    "runtime: node@22, start: yarn dev, port: 3000, lockfile: { path: yarn.lock, manager: yarn-classic }",
    { "api/package.json": JSON.stringify({ scripts }), "api/yarn.lock": "# yarn lockfile v1\n" },
    [],
  ],
  [
    "no script for development and tests",
    service,
    node({ scripts: {} }),
    [/^warning no-script: .*'npm run dev'/, /^warning no-script: .*'npm run test'/],
  ],
  [
    "npm's stub of a test",
    service,
    node({ scripts: { dev: "x", test: 'echo "Error: no test specified" && exit 1' } }),
    [/^warning no-script: .*'test'/],
  ],
  [
    "an outdated lock of npm",
    service,
    { ...node(), "api/package.json": JSON.stringify({ scripts, dependencies: { express: "^4" } }) },
    [/^error outdated-lockfile: .* it lacks 'express'/],
  ],
  [
    "a range that differs",
    service,
    {
      ...node({ dependencies: { express: "^4" } }),
      "api/package.json": JSON.stringify({ scripts, dependencies: { express: "^5" } }),
    },
    [/'\^4' instead of '\^5'/],
  ],
  [
    "an optional dependency in two maps",
    service,
    {
      ...node({}),
      "api/package.json": JSON.stringify({ scripts, dependencies: { a: "1" }, optionalDependencies: { a: "1" } }),
    },
    [],
  ],
  [
    "a lock of npm 6",
    service,
    { ...node({ dependencies: { a: "1" } }), "api/package-lock.json": '{ "lockfileVersion": 1, "dependencies": {} }' },
    [],
  ],
  [
    "a workspace that the lock lacks",
    service,
    node({ workspaces: ["packages/*"] }, { "api/packages/b/package.json": "{}" }),
    [/^error outdated-lockfile: .*workspace 'packages\/b'/],
  ],
  ["a lock of pnpm that fits", service, pnpm({ dependencies: { express: "^4" } }, pnpmLock("^4")), []],
  [
    "an outdated lock of pnpm",
    service,
    pnpm({ dependencies: { express: "^5" } }, pnpmLock("^4")),
    [/^error outdated-lockfile: .*pnpm-lock.yaml/],
  ],
  [
    "overrides of pnpm",
    service,
    pnpm(
      { dependencies: { express: "^5" }, pnpm: { overrides: { express: "^4" } } },
      `overrides:\n  express: ^4\n${pnpmLock("^4")}`,
    ),
    [],
  ],
  [
    "overrides that pnpm's lock file lacks",
    service,
    {
      ...pnpm({ dependencies: { express: "^4" } }, pnpmLock("^4")),
      "api/pnpm-workspace.yaml": "overrides:\n  'body-parser@<2': ^2.0.0\n",
    },
    [/^error outdated-lockfile: .*it was made with other 'overrides' of 'body-parser@<2'/],
  ],
  [
    "overrides of package.json, which pnpm 11 ignores",
    service,
    pnpm(
      { packageManager: "pnpm@11.0.0", dependencies: { express: "^4" }, pnpm: { overrides: { express: "^4" } } },
      pnpmLock("^4"),
    ),
    [],
  ],
  ["a lock of Yarn that fits", service, yarn({ dependencies: { express: "^4" } }, "npm:^4"), []],
  ["a lock of Yarn 3 that fits", service, yarn({ devDependencies: { express: "^4" } }, "^4"), []],
  [
    "an outdated lock of Yarn",
    service,
    yarn({ dependencies: { express: "^5" } }, "npm:^4"),
    [/^error outdated-lockfile: .*yarn.lock.*it has 'express' as '\^4' instead of '\^5'/],
  ],
  [
    "a dependency that Yarn's lock file lacks",
    service,
    yarn({ dependencies: { express: "^4", pg: "^8" } }, "npm:^4"),
    [/^error outdated-lockfile: .*it lacks 'pg'/],
  ],
  ["resolutions of Yarn", service, yarn({ dependencies: { express: "^5" }, resolutions: { express: "^4" } }, "^4"), []],
  [
    "a lock of Yarn 1 that fits",
    service,
    classic({ dependencies: { express: "^4" }, devDependencies: { "@x/y": "~1" } }),
    [],
  ],
  [
    "an outdated lock of Yarn 1",
    service,
    classic({ dependencies: { express: "^5" } }),
    [/^error outdated-lockfile: .*it lacks 'express' as '\^5'/],
  ],
  ["two lock files", service, node({}, { "api/yarn.lock": "" }), [/^warning several-lockfiles/]],
  [
    "another manager",
    `${service}, lockfile: package-lock.json`,
    node({ packageManager: "pnpm@9.1.0" }),
    [/^error other-manager: .*names pnpm/],
  ],
  [
    "an old Node",
    "runtime: node@18, start: node server.js, port: 3000",
    node({ engines: { node: ">=20" } }),
    [/^warning engine-mismatch/],
  ],
  [
    "an old Node with engine-strict",
    "runtime: node@18, start: node server.js, port: 3000",
    node({ engines: { node: "^20 || ^22" } }, { "api/.npmrc": "engine-strict=true\n" }),
    [/^error runtime-conflict: .*requires Node \^20/],
  ],
  [
    "a Node that may fit",
    "runtime: node@20, start: node server.js, port: 3000",
    node({ engines: { node: ">=20.11.1" } }),
    [],
  ],
  [
    "pnpm 11 on Node 20",
    "runtime: node@20, start: node server.js, port: 3000",
    pnpm({ packageManager: "pnpm@11.2.0", dependencies: { express: "^4" } }, pnpmLock("^4")),
    [/^error manager-needs-node: pnpm 11.2.0/],
  ],
  [
    "a program that is missing",
    "runtime: node@22, start: node main.js, port: 3000",
    node(),
    [/^error missing-file: .*'api\/main.js' to start/],
  ],
  [
    "a program beside the output",
    `runtime: node@22, build: npm run build, start: node build/main.js, port: 3000`,
    node({ scripts: { ...scripts, build: "tsc" } }),
    [/^warning start-not-in-image: .*'dist'/],
  ],
  [
    "a program of the source, which the image of a build lacks",
    `${service}, build: npm run build`,
    node({ scripts: { ...scripts, build: "tsc" } }),
    [/^warning start-not-in-image: 'start' runs 'server.js'/],
  ],
  [
    "a program of the source that is included",
    `${service}, build: { command: npm run build, include: [server.js] }`,
    node({ scripts: { ...scripts, build: "tsc" } }),
    [],
  ],
  [
    "a program after options",
    "runtime: node@22, start: node --require tsx/cjs --enable-source-maps src/server.ts, port: 3000",
    node({}, { "api/src/server.ts": "" }),
    [],
  ],
  [
    "a site that is built elsewhere",
    "runtime: node@22, build: npm run build, static: dist, port: 8080",
    node(
      { scripts: { ...scripts, build: "vite build" } },
      { "api/vite.config.ts": 'build: { outDir: "../api/dist" }' },
    ),
    [/^warning other-output: 'static' is 'dist', but 'api\/vite.config.ts' writes the site to '..\/api\/dist'/],
  ],
  [
    "a site that is built elsewhere by one of several scripts",
    "runtime: node@22, build: npm run build, static: dist, port: 8080",
    node(
      { scripts: { ...scripts, build: 'run-p check "bundle {@}" --', check: "tsc --noEmit", bundle: "vite build" } },
      { "api/vite.config.js": "build: { outDir: path.resolve(__dirname, '../shop/dist') }" },
    ),
    [/^warning other-output: .* '..\/shop\/dist'/],
  ],
  [
    "a site whose folder the build command names",
    "runtime: node@22, build: npx vite build --outDir public, static: public, port: 8080",
    node({}, { "api/vite.config.ts": 'build: { outDir: "../api/dist" }' }),
    [],
  ],
  [
    "an install script",
    service,
    {
      ...node({ dependencies: { bcrypt: "5.1.1" } }),
      "api/package-lock.json": JSON.stringify({
        packages: {
          "": { dependencies: { bcrypt: "5.1.1" } },
          "node_modules/bcrypt": { version: "5.1.1", hasInstallScript: true },
          "node_modules/core-js": { version: "3.0.0", hasInstallScript: true },
        },
      }),
    },
    [/^warning install-scripts: bcrypt:/],
  ],
  [
    "an install script in a lock file of Yarn",
    "runtime: node@22, start: node server.js, port: 3000, lockfile: yarn.lock",
    {
      "api/package.json": JSON.stringify({ scripts, dependencies: { bcrypt: "^5.1.0", argon2: "^0.43.0" } }),
      "api/yarn.lock":
        '__metadata:\n\n"argon2@npm:^0.43.0":\n  version: 0.43.0\n\n"bcrypt@npm:^5.1.0":\n  version: 5.1.1\n',
      "api/server.js": "",
    },
    [/^warning install-scripts: bcrypt:/],
  ],
  [
    "an install script in a lock file of pnpm",
    "runtime: node@22, start: node server.js, port: 3000, lockfile: pnpm-lock.yaml",
    {
      "api/package.json": JSON.stringify({ scripts, dependencies: { bcrypt: "^5.1.0" } }),
      "api/pnpm-lock.yaml":
        "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      bcrypt:\n        specifier: ^5.1.0\n        version: 5.1.1\n\npackages:\n\n  bcrypt@5.1.1:\n    resolution: {}\n",
      "api/server.js": "",
    },
    [/^warning install-scripts: bcrypt:/],
  ],
  [
    "an install script of the package itself",
    service,
    node({ scripts: { ...scripts, postinstall: "patch-package" } }),
    [/^warning own-install-script: The script 'postinstall' of 'api\/package.json' .*'patch-package'/],
  ],
  [
    "an install script of the package itself that the build runs",
    "runtime: node@22, build: npm run postinstall, start: node dist/server.js, port: 3000",
    node({ scripts: { ...scripts, postinstall: "node generate.js" } }),
    [],
  ],
  [
    "Prisma 5",
    service,
    node(
      { dependencies: { "@prisma/client": "^5.0.0" } },
      { "api/prisma/schema.prisma": 'generator client {\n  provider = "prisma-client-js"\n}' },
    ),
    [/^warning prisma-client/],
  ],
  [
    "Prisma with an output",
    service,
    node(
      { dependencies: { "@prisma/client": "^5.0.0" } },
      { "api/prisma/schema.prisma": 'generator client {\n  output = "../generated"\n}' },
    ),
    [],
  ],
  ["a browser", service, node({ dependencies: { puppeteer: "^22" } }), [/^warning browser: 'puppeteer'/]],
  ["a browser for tests", service, node({ devDependencies: { playwright: "^1" } }), []],
  [
    "a local package outside",
    service,
    node({ dependencies: { shared: "file:../common" } }, { "common/package.json": "{}" }),
    [/^error outside-source: .*'\.\.\/common'/],
  ],
  [
    "a member without its root",
    "runtime: node@22, source: packages/api, start: node server.js, port: 3000",
    {
      "package.json": '{ "workspaces": ["packages/*"] }',
      "packages/api/package.json": JSON.stringify({ scripts }),
      "packages/api/server.js": "",
    },
    [/^error missing-file/],
  ],
  [
    "a path that is missing",
    "runtime: node@22, source: { folder: api, paths: [src, server.js] }, start: node server.js, port: 3000",
    node(),
    [/^error missing-file: .*'api\/src' as part of its source/],
  ],
];

for (const [name, spec, files, expected] of cases) {
  test(`Node: ${name}`, async () => {
    const found = await findingsOf(spec, files);
    assert.is(found.length, expected.length, found.join("\n"));
    for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? "", pattern);
  });
}

test("Node: the folder that a framework builds is the output, through scripts of a workspace", async () => {
  const files: Files = {
    "api/package.json": JSON.stringify({
      scripts: { ...scripts, "web:build": "dotenv -- yarn workspace @shop/web build" },
      workspaces: ["apps/*"],
    }),
    "api/yarn.lock": '__metadata:\n\n"@shop/web@workspace:apps/web":\n  version: 0.0.0-use.local\n',
    "api/apps/web/package.json": JSON.stringify({ name: "@shop/web", scripts: { build: "next build" } }),
    "api/apps/web/next.config.mjs": "export default {}",
    "api/apps/web/public/logo.svg": "",
  };
  const spec = "runtime: node@22, project: apps/web, build: yarn run web:build, start: next start apps/web, port: 3000";
  const { build } = await buildOf(spec, files);
  assert.is(build?.output, "apps/web/.next");
  assert.equal(build?.include, ["apps/web/next.config.mjs", "apps/web/public/"]);
  const written = await buildOf(
    spec.replace("build: yarn run web:build", "build: { command: yarn run web:build, output: out }"),
    files,
  );
  assert.is(written.build?.output, "out");
});

test("Node: the root of a workspace installs the packages of its members, with a pnpm that reads the lock file", async () => {
  const files: Files = {
    "api/package.json": JSON.stringify({ scripts, dependencies: { core: "link:core" } }),
    "api/pnpm-workspace.yaml": "packages:\n  - core\n",
    "api/pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
    "api/core/package.json": "{}",
    "api/server.js": "",
  };
  const { files: output } = await compileService(service, files);
  const dockerfile = output.find(({ path }) => path === "Dockerfile")?.text ?? "";
  assert.match(dockerfile, /find \. -type f ! '\(' -name package.json/);
  assert.match(dockerfile, "COPY --from=production-dependencies --chown=0:0 /app/ ./");
  assert.match(dockerfile, "npm install --global pnpm@10");
  assert.not.match(dockerfile, "corepack");
});

test("Node: a static site without a port listens on 8080", async () => {
  const files = node({ scripts: { ...scripts, build: "vite build" } });
  const site = "runtime: node@22, build: npm run build, static: dist, routes: shop.example";
  assert.equal((await buildOf(site, files)).ports, [8080]);
  assert.equal((await buildOf(`${site}, port: 8090`, files)).ports, [8090]);
});

test("Node: what the package determines is the default", async () => {
  const manifest = { scripts: { "start:dev": "nest start --watch", build: "nest build", start: "node dist/main.js" } };
  const build = await buildOf("runtime: node@22, port: 3000", {
    "api/package.json": JSON.stringify(manifest),
    "api/yarn.lock": "# yarn lockfile v1\n",
  });
  assert.equal(build.start, ["node", "dist/main.js"]);
  assert.equal(build.build?.command, ["yarn", "run", "build"]);
  assert.is(build.build?.output, "dist");
  assert.equal(build.develop, ["yarn", "run", "start:dev"]);
  assert.is(build.lockfile.manager, "yarn-classic");
});

test("Node: what the specification sets wins", async () => {
  const build = await buildOf(
    "runtime: node@22, start: node a.js, lockfile: pnpm-lock.yaml, develop: node b.js, port: 3000",
    {
      ...pnpm({ scripts: { start: "node dist/c.js", "start:dev": "x", build: "tsc" } }, "importers:\n  .: {}\n"),
      "api/package-lock.json": "{}",
      "api/a.js": "",
    },
  );
  assert.equal(build.start, ["node", "a.js"]);
  assert.equal(build.develop, ["node", "b.js"]);
  assert.is(build.build, undefined);
  assert.is(build.lockfile.path, "pnpm-lock.yaml");
});

test("Node: a start script that runs a development server is the default in development", async () => {
  const files = node({ scripts: { start: "react-scripts start", build: "react-scripts build", test: "x" } });
  const build = await buildOf("runtime: node@22, build: npm run build, static: build, port: 8080", files);
  assert.equal(build.develop, ["npm", "run", "start"]);
  assert.equal(await findingsOf("runtime: node@22, build: npm run build, static: build, port: 8080", files), []);
});

test("Node: the members of a workspace are facts", async () => {
  const { facts } = await buildOf(service, {
    ...node(),
    "api/package.json": JSON.stringify({ scripts, workspaces: ["packages/*", "!packages/old"] }),
    "api/package-lock.json": "{}",
    "api/packages/a/package.json": "{}",
    "api/packages/old/package.json": "{}",
    "api/packages/empty/readme.md": "",
  });
  assert.equal(facts?.language === "node" && facts.members, ["packages/a"]);
});

test.run();
