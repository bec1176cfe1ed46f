import { globExpression } from "../source/glob.ts";
import { asObject, objectOf, own, parseObject, stringOf, stringsOf } from "./json.ts";
import type { SourceFolder } from "./source-folder.ts";

/** A `package.json`. */
export interface NodePackage {
  /** Its path relative to the root of the repository. */
  readonly file: string;
  readonly name: string | undefined;
  readonly scripts: Readonly<Record<string, string>>;
  /** The package manager and its version, as in `pnpm@9.1.0`. */
  readonly packageManager: { readonly name: string; readonly version: string } | undefined;
  /** The range of `engines.node`. */
  readonly node: string | undefined;
  readonly main: string | undefined;
  /** Ranges by package, for each of the four maps of dependencies. */
  readonly dependencies: Readonly<Record<DependencyMap, Readonly<Record<string, string>>>>;
  /** Patterns of the folders of workspace members. */
  readonly workspaces: readonly string[];
}

/** The maps of dependencies that lock files record. */
export const dependencyMaps = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;

type DependencyMap = (typeof dependencyMaps)[number];

/** The `package.json` in a folder below the source; undefined if it does not exist or cannot be read. */
export function readPackage(source: SourceFolder, folder = "."): NodePackage | undefined {
  const relative = folder === "." ? "package.json" : `${folder}/package.json`;
  const manifest = parseObject(source.read(relative));
  if (!manifest) return undefined;
  const manager = /^([a-z]+)@(\d[^+]*)/.exec(stringOf(own(manifest, "packageManager")) ?? "");
  const workspaces = own(manifest, "workspaces");
  return {
    file: source.path(relative),
    name: stringOf(own(manifest, "name")),
    scripts: stringMap(own(manifest, "scripts")),
    packageManager: manager ? { name: manager[1] ?? "", version: manager[2] ?? "" } : undefined,
    node: stringOf(own(asObject(own(manifest, "engines")), "node")),
    main: stringOf(own(manifest, "main")),
    dependencies: {
      dependencies: stringMap(own(manifest, "dependencies")),
      devDependencies: stringMap(own(manifest, "devDependencies")),
      optionalDependencies: stringMap(own(manifest, "optionalDependencies")),
      peerDependencies: stringMap(own(manifest, "peerDependencies")),
    },
    workspaces: Array.isArray(workspaces) ? stringsOf(workspaces) : stringsOf(own(asObject(workspaces), "packages")),
  };
}

/** The entries of an object whose values are strings. */
export function stringMap(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objectOf(value)).filter(([, entry]) => typeof entry === "string"),
  ) as Readonly<Record<string, string>>;
}

/** The dependencies that production installs. */
export function productionDependencies({ dependencies }: NodePackage): Readonly<Record<string, string>> {
  return { ...dependencies.dependencies, ...dependencies.optionalDependencies };
}

/**
 * The folders of the members of a workspace, from patterns such as `packages/*`: npm and Yarn name them in
 * `package.json`, pnpm in `pnpm-workspace.yaml`. Only folders with a `package.json` are members.
 */
export function workspaceMembers(source: SourceFolder, root: NodePackage | undefined): readonly string[] {
  const pnpm = source.read("pnpm-workspace.yaml");
  const patterns = pnpm === undefined ? (root?.workspaces ?? []) : pnpmPackages(pnpm);
  if (patterns.length === 0) return [];
  const folders = source
    .find((name) => name === "package.json")
    .flatMap((path) => (path === "package.json" ? [] : [path.slice(0, -"/package.json".length)]));
  const isMember = (folder: string): boolean =>
    patterns.reduce(
      (before, pattern) =>
        pattern.startsWith("!")
          ? before && !globExpression(pattern.slice(1)).test(folder)
          : before || globExpression(pattern).test(folder),
      false,
    );
  return folders.filter(isMember);
}

/** The list `packages` of a pnpm-workspace.yaml, which holds a pattern on each line. */
function pnpmPackages(text: string): readonly string[] {
  const [, block = ""] = /^packages:[^\S\n]*(?:#.*)?\n((?:[^\S\n]*(?:-.*|#.*)?\n?)*)/m.exec(`${text}\n`) ?? [];
  return [...block.matchAll(/^\s*-\s*(?:'([^']*)'|"([^"]*)"|([^\s#]+))/gm)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? "",
  );
}
