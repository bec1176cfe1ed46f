import { Diagnostics } from "../diagnostics/diagnostics.ts";
import { quoteYaml } from "../literals/yaml.ts";
import { resolveBeside, type SpecSource } from "../source/host.ts";
import { locate, type SpecDocument } from "./document.ts";
import { parseFile } from "./parse.ts";
import type { SpecPath } from "./path.ts";

/** The digests of images, by name and tag. */
export interface Lock {
  /** Its path, whether or not it exists. */
  readonly path: string;
  readonly digests: ReadonlyMap<string, string>;
  /** Its text with the place of every value; undefined when there is no lock file, or it holds no map. */
  readonly document: SpecDocument | undefined;
}

/** The lock file of a specification: `platform.yaml` has `platform.lock.yaml` beside it. */
export function lockPathOf(specPath: string): string {
  const name = specPath.split("/").at(-1) ?? specPath;
  return resolveBeside(specPath, name.replace(/(\.ya?ml)?$/, ".lock.yaml"));
}

/** Reads the lock file, if there is one. Reports a lock file that cannot be used. */
export function readLock(source: SpecSource, diagnostics: Diagnostics): Lock {
  const path = lockPathOf(source.path);
  const bytes = source.read(path);
  if (!bytes) return { path, digests: new Map(), document: undefined };
  const found = new Diagnostics();
  const parsed = parseFile(path, bytes, found);
  const digests = new Map<string, string>();
  for (const diagnostic of found.sorted()) {
    // These messages describe a specification, not a lock file.
    const isNoMap = ["yaml/empty", "yaml/not-a-map"].includes(diagnostic.code);
    if (isNoMap) diagnostics.report("lock/invalid", diagnostic.location, { detail: "it is not a map" });
    else diagnostics.add(diagnostic);
  }
  if (!parsed.root) return { path, digests, document: undefined };
  const document: SpecDocument = { root: parsed.root, files: [parsed.file], ambiguous: [] };
  const invalid = (detail: string, at: SpecPath): void =>
    diagnostics.report("lock/invalid", locate(document, at), { detail });
  const { version, images, ...rest } = document.root.plain as Readonly<Record<string, unknown>>;
  if (version !== 1) invalid("'version' must be 1", ["version"]);
  for (const key of Object.keys(rest)) invalid(`the key '${key}' is unknown`, [key]);
  if (typeof images !== "object" || images === null) invalid("'images' must be a map", ["images"]);
  for (const [image, digest] of Object.entries(images ?? {})) {
    if (typeof digest === "string" && /^sha256:[0-9a-f]{64}$/.test(digest)) digests.set(image, digest);
    else invalid(`the digest of '${image}' must be 'sha256:' and 64 hexadecimal digits`, ["images", image]);
  }
  return { path, digests, document };
}

/** The text of a lock file: an image to a line, in order, so that a change shows what it is about. */
export function lockText(digests: ReadonlyMap<string, string>): string {
  const lines = [...digests]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([image, digest]) => `  ${quoteYaml(image)}: ${digest}\n`);
  const images = lines.length === 0 ? "images: {}\n" : `images:\n${lines.join("")}`;
  return `${header}version: 1\n${images}`;
}

const header = `# Digests of image tags, resolved by "varai-gen lock". Commit this file and review its changes.
# To resolve all tags again: varai-gen lock --update
`;
