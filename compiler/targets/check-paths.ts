import type { HolesOf } from "../diagnostics/catalog/catalog.ts";
import type { Reporter } from "../model/reporter.ts";
import { isSafePath } from "../source/host.ts";
import type { PlannedArtifact } from "./target.ts";

/** What the check of paths needs. */
export interface PathTools {
  readonly reporter: Reporter;
  /** The files and folders that the specification is read from, relative to the output folder. */
  readonly inputs: readonly string[];
}

/**
 * Every file is in the output folder. No two files have the same path, no file has the path of another file's folder, and no
 * file belongs to git or npm, or is an input or the manifest of varai-gen.
 */
export function checkPaths(artifacts: readonly PlannedArtifact[], { inputs, reporter }: PathTools): void {
  const owners = new Map<string, PlannedArtifact>();
  for (const artifact of artifacts) if (!owners.has(keyOf(artifact.path))) owners.set(keyOf(artifact.path), artifact);
  const report = reporterOfPaths(reporter);
  for (const artifact of artifacts) {
    const { path, target } = artifact;
    if (!isSafePath(path)) {
      report("target/path-outside", { path, target }, [artifact]);
      continue;
    }
    const reason = reasonToKeepOff(path, inputs);
    if (reason !== undefined) report("target/path-reserved", { path, target, reason }, [artifact]);
    const twin = owners.get(keyOf(path)) ?? artifact;
    if (twin !== artifact) {
      const holes = { path, other: twin.path, first: twin.target, second: target };
      report("target/same-path", holes, [artifact, twin]);
    }
    const [file] = foldersOf(path).flatMap((folder) => owners.get(keyOf(folder)) ?? []);
    if (file) report("target/path-in-file", { path, target, file: file.path }, [artifact, file]);
  }
}

type PathCode = "target/path-outside" | "target/path-reserved" | "target/same-path" | "target/path-in-file";

/** Reports at the key that names the path of one of the artifacts. A key that names many paths is wrong once. */
function reporterOfPaths(reporter: Reporter) {
  const reported = new Set<string>();
  return <C extends PathCode>(code: C, holes: HolesOf<C>, artifacts: readonly PlannedArtifact[]): void => {
    const [named] = artifacts.flatMap(({ namedBy }) => reporter.written([namedBy]));
    const where = named ?? reporter.locate({ path: ["targets", artifacts[0]?.target ?? ""] });
    const key = `${code} ${where.file.path} ${where.start}`;
    if (reported.has(key)) return;
    reported.add(key);
    reporter.report(code, where, holes);
  };
}

/** Why a path must not be written: it belongs to git, npm or varai-gen, or it is an input of varai-gen. */
function reasonToKeepOff(path: string, inputs: readonly string[]): string | undefined {
  const key = keyOf(path);
  const isAt = (own: string): boolean => key === keyOf(own) || key.startsWith(`${keyOf(own)}/`);
  if (key.split("/").includes(".git")) return "part of git";
  if (isAt(".varai-gen.manifest")) return "the manifest of varai-gen";
  if (isAt("package.json") || key.split("/").includes("node_modules")) return "a file of npm";
  return inputs.some(isAt) ? "an input of the specification" : undefined;
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** What macOS and Windows take for the same name is the same file there. */
function keyOf(path: string): string {
  return path.normalize("NFC").toLowerCase();
}
