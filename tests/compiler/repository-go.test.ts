// Go modules on disk, vendored modules, cgo, files that a program opens, and generated code.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compileService, type Files, findingsOf } from "../support/repository.ts";

const go = "runtime: go@1.26, port: 8080";
const main = "package main\n\nfunc main() {}\n";
const opening = (call: string): string => `package main\n\nfunc main() {\n\t${call}\n}\n`;
const module = (more: Files, required = ""): Files => ({
  "api/go.mod": `module x\n\ngo 1.26\n${required}`,
  "api/main.go": main,
  ...more,
});

/** Files, findings, lines of the Dockerfile, and a line that it does not have. */
const images: readonly (readonly [string, Files, readonly RegExp[], readonly string[], string])[] = [
  ["a module", module({}), [], ["target=go.mod go mod download", "CGO_ENABLED=0 go build"], "go.sum"],
  [
    "a vendored module",
    module({ "api/vendor/modules.txt": "# a.example/b v1\n", "api/go.sum": "" }, "require a.example/b v1.0.0\n"),
    [],
    ["ENV GOFLAGS=-mod=vendor"],
    "go mod download",
  ],
  [
    "a replaced module",
    module({ "api/shared/go.mod": "module s\n" }, "require s v0.0.0\nreplace s => ./shared // on disk\n"),
    [/^error missing-file: .*'api\/go.sum'/],
    [],
    "",
  ],
  [
    "a replaced module with sums",
    module({ "api/shared/go.mod": "module s\n", "api/go.sum": "" }, "require s v0.0.0\nreplace s => ./shared\n"),
    [],
    ["source=api/shared/go.mod,target=shared/go.mod"],
    "",
  ],
  [
    "a workspace",
    {
      "api/go.work": "go 1.26\nuse (\n\t./server\n\t./lib // shared\n)\n",
      "api/server/go.mod": "module a\n",
      "api/server/go.sum": "",
      "api/server/main.go": main,
      "api/lib/go.mod": "module b\n",
    },
    [],
    [
      "go list -deps -test ./lib/... ./server/... > /dev/null",
      'CMD \\["go", "test", "./lib/...", "./server/..."\\]',
      "-o /out/api ./server\n",
    ],
    "go mod download",
  ],
  [
    "cgo",
    module({ "api/db.go": 'package main\n\nimport "C"\n' }),
    [/^warning native-packages: 'cgo' needs gcc, musl-dev, which 'packages.build'/],
    ["CGO_ENABLED=1 go build -trimpath -ldflags='-s -w -linkmode=external -extldflags=-static'"],
    "CGO_ENABLED=0",
  ],
];
for (const [name, files, expected, lines, absent] of images) {
  test(`the image of ${name}`, async () => {
    const found = await findingsOf(go, files);
    assert.is(found.length, expected.length, found.join("\n"));
    for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? "", pattern);
    const dockerfile = (await compileService(go, files)).files.find(({ path }) => path === "Dockerfile");
    for (const line of lines) assert.match(dockerfile?.text ?? "", new RegExp(line));
    if (absent !== "") assert.not.match(dockerfile?.text ?? "", absent);
  });
}

const cases: readonly (readonly [string, string, Files, readonly RegExp[]])[] = [
  [
    "a replaced module outside",
    go,
    { ...module({}, "replace s => ../common\n"), "common/go.mod": "module s\n" },
    [/^error outside-source: 'api\/go.mod' refers to '..\/common'/],
  ],
  [
    "a module of a workspace that is missing",
    go,
    module({ "api/go.work": "use ./lib\n" }),
    [/^error missing-file: .*'api\/lib\/go.mod' for 'api\/go.work'/],
  ],
  [
    "cgo with a compiler",
    `${go}, packages: { build: [gcc@13, musl-dev@1.2] }`,
    module({ "api/db.go": 'import "C"' }),
    [],
  ],
  ["cgo on one system", go, module({ "api/db.go": '//go:build darwin\n\npackage main\n\nimport "C"\n' }), []],
  [
    "a driver that wraps one which needs cgo",
    go,
    module({ "api/go.sum": "" }, "require (\n\tgorm.io/driver/sqlite v1.6.0\n)\n"),
    [/^warning native-packages: 'cgo'/],
  ],
  [
    "a driver that needs cgo",
    go,
    module({ "api/go.sum": "" }, "require github.com/mattn/go-sqlite3 v1.14.0\n"),
    [/^warning native-packages: 'cgo'/],
  ],
  [
    "an indirect driver",
    go,
    module({ "api/go.sum": "" }, "require github.com/mattn/go-sqlite3 v1.14.0 // indirect\n"),
    [],
  ],
  [
    "templates and files",
    go,
    module({
      "api/main.go": opening('template.ParseGlob("templates/*.html"); os.Open("./products.json")'),
      "api/templates/a.html": "",
      "api/products.json": "[]",
    }),
    [/^warning files-not-in-image: 'api\/main.go' opens 'products.json' and 'templates'/],
  ],
  [
    "included files",
    `${go}, build: { include: [templates] }`,
    module({ "api/main.go": opening('http.Dir("templates/static")'), "api/templates/static/a.css": "" }),
    [],
  ],
  ["a file that is made", go, module({ "api/main.go": opening('os.Open("data/cache.db")') }), []],
  ["a file of a test", go, module({ "api/a_test.go": opening('os.Open("main.go")') }), []],
  ["a commented call", go, module({ "api/main.go": opening('// os.Open("go.mod")') }), []],
  [
    "protobuf without code",
    go,
    module({ "api/proto/shop.proto": "" }),
    [/^warning code-not-generated: No code is generated from 'api\/proto\/shop.proto'/],
  ],
  ["protobuf with code", go, module({ "api/proto/shop.proto": "", "api/proto/shop.pb.go": "package proto\n" }), []],
  ["protobuf with a build", `${go}, build: make`, module({ "api/proto/shop.proto": "" }), []],
  [
    "protobuf of Python",
    "runtime: python@3.13, start: python main.py, port: 8080",
    { "api/requirements.txt": "", "api/main.py": "", "api/shop.proto": "" },
    [/^warning code-not-generated/],
  ],
];
for (const [name, service, files, expected] of cases) {
  test(name, async () => {
    const found = await findingsOf(service, files);
    assert.is(found.length, expected.length, found.join("\n"));
    for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? "", pattern);
  });
}

test.run();
