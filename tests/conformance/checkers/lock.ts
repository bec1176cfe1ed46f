import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { unpinnedIn } from "../../support/images.ts";
import { root } from "../../support/sources.ts";
import type { Checker, Tree } from "../checker.ts";
import { linesOf, type Outcome } from "../execute.ts";
import { type LocalRegistry, startRegistry } from "../registry.ts";
import type { Workshop } from "../workshop.ts";

const command = `${root}dist/varai-gen.cjs`;
const platforms = ["linux/amd64", "linux/arm64"];

/** A specification that was copied, so that its lock file and its output can be written. */
interface Copy {
  /** The folder that holds the folder of the specification. */
  readonly folder: string;
  readonly spec: string;
  readonly lock: string;
  run(...args: readonly string[]): Promise<Outcome>;
}

/** What `lock --format json` says of an image. */
interface LockedImage {
  readonly image: string;
  readonly state: string;
  readonly after?: string;
}

/**
 * Pins the images of a platform by a registry as others run it, into which they have been pushed, and generates: the
 * digests are those that the registry gave, a second run changes nothing, and no output names an image without its own.
 */
export const lock: Checker = {
  name: "lock",
  tool: { command: "registry", group: "registry", version: ["--version"], minimum: "3.1.0" },
  needs: { setpriv: "util-linux" },
  isGeneric: true,
  isInstant: true,
  jobsIn: (tree) => (specOf(tree) ? [{ subject: "", files: [] }] : []),
  check: async (_job, tree, workshop) => {
    if (!existsSync(command)) throw new Error("there is no dist/: npm run build");
    const registry = await startRegistry(workshop);
    try {
      return await checkLock(copyOf(tree, registry, workshop), registry);
    } finally {
      await registry.stop();
    }
  },
};

/** The specification that a tree was generated from: that of VARAi, of an example, or of a bad example. */
function specOf(tree: Tree): string | undefined {
  if (tree.name === "generated") return `${root}spec/platform.yaml`;
  const isOwn = tree.name.startsWith("examples/") || tree.files.includes("platform.yaml");
  return isOwn ? `${tree.folder}/platform.yaml` : undefined;
}

function copyOf(tree: Tree, registry: LocalRegistry, workshop: Workshop): Copy {
  const from = dirname(specOf(tree) ?? "");
  const folder = workshop.folder();
  const name = basename(from);
  const isOutput = (path: string): boolean => tree.files.includes(path.slice(from.length + 1)) && tree.folder === from;
  cpSync(from, `${folder}/${name}`, {
    recursive: true,
    filter: (path) => path.endsWith("/platform.yaml") || !isOutput(path),
  });
  const settings = workshop.folder();
  writeFileSync(`${settings}/config.json`, registry.dockerConfig);
  const spec = `${name}/platform.yaml`;
  const lockFile = `${folder}/${name}/platform.lock.yaml`;
  rmSync(lockFile, { force: true });
  const run = (...args: readonly string[]): Promise<Outcome> =>
    workshop.run(process.execPath, [command, ...args, "--spec", spec], {
      cwd: folder,
      env: { DOCKER_CONFIG: settings },
    });
  return { folder, spec, lock: lockFile, run };
}

async function checkLock(copy: Copy, registry: LocalRegistry): Promise<readonly string[]> {
  const mirror = ["--mirror", registry.host];
  const images = imagesIn(await copy.run("lock", "--check", "--format", "json")).map(({ image }) => image);
  const problems: string[] = images.length > 0 ? [] : ["platform.yaml: names no image"];
  const digests = new Map<string, string>();
  for (const image of images) digests.set(image, await registry.push(...nameOf(image), platforms));
  const first = await copy.run("lock", ...mirror, "--format", "json");
  problems.push(...unexpected("lock", first, 0));
  for (const { image, after } of imagesIn(first)) {
    if (after !== digests.get(image))
      problems.push(`platform.lock.yaml: ${image} is ${after}, not ${digests.get(image)}`);
  }
  const written = stateOf(copy.lock);
  problems.push(...unexpected("lock --update", await copy.run("lock", "--update", ...mirror), 0));
  await registry.stop();
  problems.push(...unexpected("lock, the second time", await copy.run("lock", ...mirror), 0));
  if (stateOf(copy.lock) !== written) problems.push("platform.lock.yaml: the second run has changed it");
  problems.push(...unexpected("generate", await copy.run("generate"), 0));
  problems.push(...unexpected("lock --check", await copy.run("lock", "--check"), 0));
  const output = linesOf((await copy.run("list")).out);
  const files = new Map(output.map((path) => [path, readFileSync(`${copy.folder}/${path}`, "utf8")]));
  problems.push(...unpinnedIn(files, images, registryIn(copy)));
  rmSync(copy.lock);
  const offline = await copy.run("lock", ...mirror);
  problems.push(...unexpected("lock, without a registry", offline, 2));
  problems.push(
    ...images.filter((image) => !offline.err.includes(image)).map((image) => `offline: ${image} is not named`),
  );
  return problems;
}

function unexpected(what: string, { code, out, err }: Outcome, wanted: number): readonly string[] {
  return code === wanted ? [] : [`${what}: ends with ${code}: ${(out + err).replaceAll("\n", " ")}`];
}

function imagesIn({ out, err }: Outcome): readonly LockedImage[] {
  if (!out.startsWith("{")) throw new Error(`lock says no JSON: ${out}${err}`);
  const { specs } = JSON.parse(out) as { readonly specs: readonly { readonly images: readonly LockedImage[] }[] };
  return specs.flatMap((spec) => spec.images);
}

/** Where a mirror has an image: its path without the registry. Docker Hub's own images are in `library`. */
function nameOf(image: string): readonly [repository: string, tag: string] {
  const [named = "", tag = "latest"] = image.split(/:(?=[^/]*$)/);
  const path = /^[^/]*[.:][^/]*\//.test(named) ? named.slice(named.indexOf("/") + 1) : named;
  return [named.includes("/") ? path : `library/${path}`, tag];
}

/** The registry that a platform's own images go to. */
function registryIn(copy: Copy): string {
  const text = readFileSync(`${copy.folder}/${copy.spec}`, "utf8");
  return /^ +registry: (\S+)$/m.exec(text)?.[1] ?? "its own images have no registry";
}

function stateOf(path: string): string {
  return existsSync(path) ? `${statSync(path).mtimeMs} ${readFileSync(path, "utf8")}` : "";
}
