// What the jobs of pipelines check out follows from the repository, unless the specification sets it.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { compile } from "../../../compiler/compile.ts";
import { type Files, repositoryOf } from "../../support/repository.ts";
import { sourceOf } from "../../support/sources.ts";

const submodules: Files = { ".gitmodules": '[submodule "ui"]\n\tpath = ui\n\turl = ../ui\n' };
const lfs: Files = { ".gitattributes": "*.onnx filter=lfs diff=lfs merge=lfs -text\n" };

const cases: readonly (readonly [string, string, Files, object])[] = [
  ["nothing", "", {}, {}],
  ["submodules", "", submodules, { submodules: "recursive" }],
  ["files of Git LFS", "", lfs, { lfs: true }],
  ["attributes of another kind", "", { ".gitattributes": "*.png binary\n# *.onnx filter=lfs\n" }, {}],
  ["both", "", { ...submodules, ...lfs }, { submodules: "recursive", lfs: true }],
  ["submodules that are switched off", "checkout: { submodules: false }", { ...submodules, ...lfs }, { lfs: true }],
  ["submodules that only the specification names", "checkout: { submodules: true }", {}, { submodules: "recursive" }],
];

for (const [name, settings, files, expected] of cases) {
  test(`GitHub: ${name}`, async () => {
    const jobs = await jobsOf("github", settings, files, ".github/workflows/verify-generated.yml");
    const steps = Object.values(jobs).flatMap(({ steps }) => steps ?? []);
    const [checkout] = steps.filter(({ uses = "" }) => uses.startsWith("actions/checkout@"));
    assert.equal(checkout?.with, { "persist-credentials": false, ...expected });
  });

  test(`GitLab: ${name}`, async () => {
    const { variables } = await jobsOf("gitlab", settings, files, ".gitlab-ci.yml");
    const strategy = "submodules" in expected ? { GIT_SUBMODULE_STRATEGY: "recursive" } : undefined;
    assert.equal(variables, strategy);
  });
}

for (const [name, settings, files, expected] of cases) {
  test(`Azure Pipelines: ${name}`, async () => {
    const text = await fileOf("azure-pipelines", settings, files, "azure-pipelines/checks.yml");
    const [{ steps = [] } = {}]: readonly AzureJob[] = parse(text).jobs;
    const { submodules: modules, lfs: large } = steps[0] ?? {};
    assert.equal({ ...(modules && { submodules: modules }), ...(large && { lfs: large }) }, expected);
  });
}

interface AzureJob {
  readonly steps?: readonly { readonly submodules?: string; readonly lfs?: boolean }[];
}

interface Job {
  readonly steps?: readonly { readonly uses?: string; readonly with?: object }[];
}

/** The jobs of a generated pipeline. */
async function jobsOf(
  provider: string,
  settings: string,
  files: Files,
  path: string,
): Promise<Readonly<Record<string, Job>>> {
  const pipeline = parse(await fileOf(provider, settings, files, path));
  return provider === "github" ? pipeline.jobs : pipeline;
}

/** A generated file. */
async function fileOf(provider: string, settings: string, files: Files, path: string): Promise<string> {
  const lines = [
    "platform: { name: shop, description: Sells things. }",
    "services: { api: { image: nginx:1.29, port: 8080, health: { tcp: true } } }",
    "environments: { prod: { tier: production } }",
    `targets: { ci: { provider: ${provider}, ${settings} } }`,
  ];
  const { files: outputs, diagnostics } = await compile({
    ...sourceOf(lines.join("\n")),
    repository: () => repositoryOf(files),
  });
  const file = outputs.find((output) => output.path === path);
  if (!file) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return file.text;
}

test.run();
