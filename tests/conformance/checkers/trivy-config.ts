import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { isMap, isScalar, parse, parseDocument } from "yaml";
import type { Checker, Job, Tree } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { dockerfiles, trivyFiles } from "../files.ts";
import { buildOverlay, chartsIn, overlaysIn, renderers } from "../kubernetes.ts";
import { filesLike, textOf } from "../trees.ts";
import type { Workshop } from "../workshop.ts";

const policy = "security/container-security.yml";
const offline = ["--skip-check-update", "--skip-version-check", "--disable-telemetry", "--quiet"];

/** Reads configurations of Trivy: every key is one of its own, and the tree keeps the policy that it brings. */
export const trivyConfig: Checker = {
  name: "trivy-config",
  tool: { command: "trivy", group: "trivy", version: ["--version"], minimum: "0.74.0" },
  with: renderers,
  jobsIn: (tree) =>
    trivyFiles(tree).map((file) => ({ subject: file, files: file === policy ? described(tree) : [file] })),
  check: async (job, tree, workshop) => [
    ...(await unknownKeys(job, tree, workshop)),
    ...(job.subject === policy ? await violations(job, tree, workshop) : []),
  ],
};

/** What the policy is about, and what belongs to it. */
function described(tree: Tree): readonly string[] {
  const kubernetes = [...overlaysIn(tree), ...chartsIn(tree)].flatMap(({ files }) => files);
  return [...new Set([...trivyFiles(tree), ...filesLike(tree, /\.rego$/), ...dockerfiles(tree), ...kubernetes])].sort();
}

/** Trivy passes over what it does not know; its own configuration with every default names what it does. */
async function unknownKeys(job: Job, tree: Tree, workshop: Workshop): Promise<readonly string[]> {
  const folder = workshop.folder();
  await workshop.run("trivy", ["image", "--generate-default-config"], { cwd: folder });
  const known: unknown = parse(readFileSync(`${folder}/trivy-default.yaml`, "utf8"));
  return keysIn(parseDocument(textOf(tree, job.subject)).contents)
    .filter((path) => !hasPath(known, path))
    .map((path) => `${path.join(".")} is no key of Trivy's`);
}

function keysIn(node: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (!isMap(node)) return [path];
  return node.items.flatMap(({ key, value }) => keysIn(value, [...path, String(isScalar(key) ? key.value : key)]));
}

function hasPath(value: unknown, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return false;
  return hasPath((value as Readonly<Record<string, unknown>>)[key], rest);
}

/** What the pipeline would find: in the tree, and in what its overlays make. */
async function violations(job: Job, tree: Tree, workshop: Workshop): Promise<readonly string[]> {
  const folder = workshop.folder();
  for (const file of job.files) cpSync(`${tree.folder}/${file}`, `${folder}/${file}`);
  const overlays = overlaysIn(tree);
  if (overlays.length > 0) mkdirSync(`${folder}/rendered`);
  for (const overlay of overlays) {
    const objects = await buildOverlay(overlay.folder, tree, workshop);
    writeFileSync(`${folder}/rendered/${basename(overlay.folder)}.yaml`, objects);
  }
  const args = ["config", "--config", policy, ...offline, "--format", "json", "."];
  const { code, out, err } = await workshop.run("trivy", args, { cwd: folder });
  if (!out.startsWith("{")) return [err || `exit code ${code}`];
  const { Results: results = [] } = JSON.parse(out) as Report;
  const findings = results.flatMap(({ Target, Misconfigurations: found = [] }) =>
    found.map(({ ID, Message }) => `${Target}: ${ID}: ${Message}`),
  );
  if (code !== 0 && findings.length === 0) return linesOf(err);
  return findings;
}

interface Report {
  readonly Results?: readonly {
    readonly Target: string;
    readonly Misconfigurations?: readonly { readonly ID: string; readonly Message: string }[];
  }[];
}
