// Scripts that commands run, private registries, and files that a clone lacks.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Files, findingsOf } from "../support/repository.ts";

const node = "runtime: node@22, start: node server.js, port: 3000, develop: false, test: false";
const lock = '{ "packages": { "": {} } }';
const app = (more: Files = {}): Files => ({
  "api/package.json": "{}",
  "api/package-lock.json": lock,
  "api/server.js": "",
  ...more,
});
const script = "#!/bin/sh\nexec node server.js\n";
const crlf = script.replaceAll("\n", "\r\n");
const started = (command: string): string => node.replace("node server.js", command);

const python = "runtime: python@3.13, start: python main.py, port: 8000, develop: false, test: false";
const net = "runtime: dotnet@8.0, port: 8080";
const project: Files = {
  "api/Api.csproj":
    '<Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>',
  "api/packages.lock.json": "{}",
};

const cases: readonly (readonly [string, string, Files, readonly RegExp[]])[] = [
  ["an executable script", started("./run.sh"), app({ "api/run.sh*": script }), []],
  ["a script that a shell runs", started("sh run.sh"), app({ "api/run.sh": script }), []],
  [
    "a script that is not executable",
    started("./run.sh"),
    app({ "api/run.sh": script }),
    [/^error not-executable: '.\/run.sh' cannot run: 'api\/run.sh'/],
  ],
  [
    "a program in a folder",
    started("bin/run"),
    app({ "api/bin/run": script }),
    [/^error not-executable: 'bin\/run' cannot run/],
  ],
  [
    "line ends of Windows",
    started("sh ./run.sh"),
    app({ "api/run.sh": crlf }),
    [/^error windows-line-ends: 'api\/run.sh'/],
  ],
  [
    "a wrapper of Java with line ends of Windows",
    "runtime: java@21, port: 8080",
    {
      "api/pom.xml": "<project><build><artifactId>spring-boot-maven-plugin</artifactId></build></project>",
      "api/mvnw*": crlf,
      "api/.mvn/wrapper/maven-wrapper.properties": "",
    },
    [/^error windows-line-ends: 'api\/mvnw'/],
  ],
  [
    "a scope of npm",
    node,
    app({ "api/.npmrc": "@acme:registry=https://npm.acme.example/\n//npm.acme.example/:_authToken=${ACME_TOKEN}\n" }),
    [/^warning private-registry: 'api\/.npmrc' installs packages from 'npm.acme.example'/],
  ],
  [
    "a scope of npm with a secret",
    `${node}, build: { secrets: [{ name: acme, variable: ACME_TOKEN }] }`,
    app({ "api/.npmrc": "@acme:registry=https://npm.acme.example/\n" }),
    [/^error .*secret/i],
  ],
  ["the registry of npm", node, app({ "api/.npmrc": "registry=https://registry.npmjs.org/\nfund=false\n" }), []],
  [
    "an index of pip",
    python,
    { "api/requirements.txt": "--extra-index-url https://user:pw@pip.acme.example/simple\nflask\n", "api/main.py": "" },
    [/^warning private-registry: .*'pip.acme.example'/],
  ],
  [
    "an open index of pip",
    python,
    { "api/requirements.txt": "--extra-index-url https://download.pytorch.org/whl/cpu\n", "api/main.py": "" },
    [],
  ],
  [
    "a source of NuGet",
    net,
    {
      ...project,
      "api/NuGet.config":
        '<configuration><packageSources><add key="acme" value="https://nuget.acme.example/v3/index.json" /></packageSources></configuration>',
    },
    [/^warning private-registry: .*'nuget.acme.example'/],
  ],
  [
    "a submodule that is not there",
    node,
    app({ ".gitmodules": '[submodule "ui"]\n\tpath = api/ui\n\turl = ../ui\n' }),
    [/^warning not-checked-out: 'api\/ui' is a Git submodule/],
  ],
  ["a submodule", node, app({ ".gitmodules": "\tpath = api/ui\n", "api/ui/index.js": "" }), []],
  ["a submodule of another service", node, app({ ".gitmodules": "\tpath = web/ui\n" }), []],
  [
    "a pointer of Git LFS",
    node,
    app({
      ".gitattributes": "*.onnx filter=lfs diff=lfs merge=lfs -text\n",
      "api/model.onnx": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    }),
    [/^warning not-checked-out: 'api\/model.onnx' is a file of Git LFS/],
  ],
  ["a file of Git LFS", node, app({ ".gitattributes": "*.onnx filter=lfs\n", "api/model.onnx": "\u0008\u0007" }), []],
];
for (const [name, service, files, expected] of cases) {
  test(name, async () => {
    const found = await findingsOf(service, files);
    assert.is(found.length, expected.length, found.join("\n"));
    for (const [index, pattern] of expected.entries()) assert.match(found[index] ?? "", pattern);
  });
}

test.run();
