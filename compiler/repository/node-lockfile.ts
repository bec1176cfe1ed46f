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

/** The first difference between the ranges of a manifest and those of a lock file, as words. */
export function differenceOf(
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

/** The first part of pnpm's lock file: its settings, and the ranges by the folder of the manifest. */
export function readPnpmLock(text: string): Readonly<Record<string, unknown>> | undefined {
  // The list of all packages follows, and may be cut off.
  const [start = ""] = text.split(/^packages:/m);
  return parseYaml(start);
}

/** YAML as an object; undefined for anything else. */
export function parseYaml(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(parse(text, { maxAliasCount: 0 }));
  } catch {
    return undefined;
  }
}

/**
 * The first difference between the overrides of the settings and those that pnpm's lock file records, as words
 * (https://pnpm.io/settings#overrides). Values that refer to other settings are resolved there.
 */
export function overridesDifference(wanted: Ranges, recorded: Ranges): string | undefined {
  const isPlain = (name: string): boolean => !/^(?:\$|catalog:)/.test(wanted[name] ?? "");
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(recorded)])].sort();
  const name = names.find((one) => isPlain(one) && own(wanted, one) !== own(recorded, one));
  return name === undefined ? undefined : `it was made with other 'overrides' of '${name}'`;
}

/** The package that an override changes: `a>b@^1` -> `b`. */
function overriddenName(selector: string): string {
  return (selector.split(">").at(-1) ?? "").replace(/(?!^)@.*$/, "");
}

/** The first difference between a manifest and pnpm's lock file, as words; undefined if there is none. */
export function pnpmDifference(
  importers: Readonly<Record<string, unknown>>,
  member: string,
  { dependencies }: NodePackage,
  overrides: readonly string[] = [],
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
  // An override replaces the range of the manifest.
  const overridden = new Set(overrides.map(overriddenName));
  return differenceOf(wanted, known, (name) => overridden.has(name));
}
