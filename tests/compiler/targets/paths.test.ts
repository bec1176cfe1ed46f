// Paths that a specification names: any name will do, unless it is taken by something else.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { sourceOf } from "../../support/sources.ts";

const spec = ({ output = ".", dockerfile = "Dockerfile", compose = "compose.yml" }): string => `output: ${output}
platform: { name: shop, description: Sells things. }
environments: { dev: { tier: development } }
targets: { compose: { file: ${compose} } }
services:
  api: { runtime: python@3.12, server: uvicorn app:app, port: 8000, health: /health, dockerfile: ${dockerfile} }
`;

for (const dockerfile of ["api.yaml", "api.json", "deploy/api.Containerfile", ".env.api", "api.bicep"]) {
  test(`a Dockerfile may be called ${dockerfile}`, async () => {
    const { files } = await compile(sourceOf(spec({ dockerfile })));
    assert.ok(files.some(({ path, text }) => path === dockerfile && text.includes("\nFROM ")));
  });
}

const cases: readonly (readonly [string, Parameters<typeof spec>[0], string | undefined])[] = [
  ["the specification, where the output is elsewhere", { output: "out", compose: "platform.yaml" }, undefined],
  ["the specification", { compose: "platform.yaml" }, "target/path-reserved"],
  ["the specification, written otherwise", { compose: "PLATFORM.yaml" }, "target/path-reserved"],
  ["its lock file, which is not there yet", { compose: "platform.lock.yaml" }, "target/path-reserved"],
  ["a folder of git further down", { dockerfile: "sub/.git/config" }, "target/path-reserved"],
  ["a folder that is called nearly so", { dockerfile: ".github/Dockerfile" }, undefined],
  ["npm's package.json", { dockerfile: "package.json" }, "target/path-reserved"],
  ["somebody else's package.json", { dockerfile: "api/package.json" }, undefined],
  ["a folder in the place of a file", { dockerfile: "compose.yml/Dockerfile" }, "target/path-in-file"],
];

for (const [name, named, code] of cases) {
  test(`a path that is ${name} is ${code === undefined ? "no mistake" : code}`, async () => {
    const { diagnostics } = await compile(sourceOf(spec(named)));
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    assert.equal(
      errors.map((error) => error.code),
      code === undefined ? [] : [code],
    );
    const [wanted] = Object.entries(named).filter(([key]) => key !== "output");
    for (const { location } of errors) assert.is(location?.file.text.slice(location.start, location.end), wanted?.[1]);
  });
}

test.run();
