import { parse } from "yaml";
import { asObject, objectOf, own, parseObject, stringOf } from "./json.ts";
import { dependencyMaps, type NodePackage, stringMap } from "./node-package.ts";

/** A package that a lock file of npm installs. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  readonly hasInstallScript: boolean;
  /** Whether production installs it. */
  readonly isProduction: boolean;
}

type Ranges = Readonly<Record<string, string>>;

/** What npm's lock file records; undefined if it cannot be read, or is older than npm 7. */
export function readNpmLock(text: string): Readonly<Record<string, unknown>> | undefined {
  return asObject(own(parseObject(text), "packages"));
}

/**
 * The first difference between a manifest and npm's lock file, as words; undefined if there is none. `member` is the folder
 * of the manifest, empty for the root. `npm ci` compares the same maps.
 */
export function npmDifference(
  packages: Readonly<Record<string, unknown>>,
  member: string,
  manifest: NodePackage,
): string | undefined {
  const entry = asObject(own(packages, member));
  if (!entry) return member === "" ? undefined : `it does not contain the workspace '${member}'`;
  const maps = dependencyMaps.map((map) => manifest.dependencies[map]);
  // npm drops a package from all but one of the maps that contain it.
  const isRepeated = (name: string): boolean => maps.filter((map) => name in map).length > 1;
  for (const map of dependencyMaps) {
    const found = differenceOf(manifest.dependencies[map], stringMap(own(entry, map)), isRepeated);
    if (found !== undefined) return found;
  }
  return undefined;
}

function differenceOf(
  wanted: Ranges,
  recorded: Ranges,
  isIgnored = (_name: string): boolean => false,
): string | undefined {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(recorded)])].sort();
  const name = names.find((one) => own(wanted, one) !== own(recorded, one) && !isIgnored(one));
  if (name === undefined) return undefined;
  const [want, have] = [wanted[name], recorded[name]];
  if (have === undefined) return `it lacks '${name}'`;
  return want === undefined ? `it still contains '${name}'` : `it has '${name}' as '${have}' instead of '${want}'`;
}

/** The packages in npm's lock file. */
export function npmPackages(packages: Readonly<Record<string, unknown>>): readonly LockedPackage[] {
  return Object.entries(packages).flatMap(([path, value]) => {
    const name = path.split("node_modules/").at(-1) ?? "";
    const entry = asObject(value);
    if (!entry || name === path) return [];
    const isTrue = (key: string): boolean => own(entry, key) === true;
    return [
      {
        name: stringOf(own(entry, "name")) ?? name,
        version: stringOf(own(entry, "version")) ?? "",
        hasInstallScript: isTrue("hasInstallScript"),
        isProduction: !isTrue("dev") && !isTrue("optional") && !isTrue("devOptional"),
      },
    ];
  });
}

/** The ranges in pnpm's lock file, by the folder of the manifest; undefined if they cannot be read. */
export function readPnpmImporters(text: string): Readonly<Record<string, unknown>> | undefined {
  // The list of all packages follows, and may be cut off.
  const [start = ""] = text.split(/^packages:/m);
  try {
    return asObject(own(asObject(parse(start, { maxAliasCount: 0 })), "importers"));
  } catch {
    return undefined;
  }
}

/** The first difference between a manifest and pnpm's lock file, as words; undefined if there is none. */
export function pnpmDifference(
  importers: Readonly<Record<string, unknown>>,
  member: string,
  { dependencies }: NodePackage,
): string | undefined {
  const entry = asObject(own(importers, member));
  if (!entry) return `it does not contain the workspace '${member}'`;
  const recorded = Object.fromEntries(
    dependencyMaps.flatMap((map) =>
      Object.entries(objectOf(own(entry, map))).flatMap(([name, value]) => {
        const specifier = stringOf(own(asObject(value), "specifier"));
        return specifier === undefined ? [] : [[name, specifier] as const];
      }),
    ),
  );
  const { peerDependencies, ...others } = dependencies;
  const wanted = Object.assign({}, others.devDependencies, others.dependencies, others.optionalDependencies);
  const known = Object.fromEntries(
    Object.entries(recorded).filter(([name]) => name in wanted || !(name in peerDependencies)),
  );
  return differenceOf(wanted, known);
}
