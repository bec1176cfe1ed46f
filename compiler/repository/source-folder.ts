import type { ServiceSpec } from "../spec/spec.ts";
import { joinPath, type Repository } from "./repository.ts";

/** The source folder of a service or job. Paths are relative to it. */
export class SourceFolder {
  readonly repository: Repository;
  /** Relative to the root of the repository; `.` is the root. */
  readonly folder: string;
  /** The service or job in the base, with defaults. */
  readonly spec: ServiceSpec;
  readonly name: string;

  constructor(repository: Repository, name: string, spec: ServiceSpec) {
    this.repository = repository;
    this.name = name;
    this.spec = spec;
    this.folder = (spec.source?.folder ?? name).replace(/\/+$/, "");
  }

  /** A path relative to the root of the repository. */
  path(relative: string): string {
    return joinPath(this.folder, relative);
  }

  /** The text of a file; undefined if it does not exist. */
  read(relative: string, limit?: number): string | undefined {
    return this.repository.read(this.path(relative), limit);
  }

  /** Whether a file exists. */
  hasFile(relative: string): boolean {
    return this.repository.hasFile(this.path(relative));
  }

  /** Whether a file or folder exists. */
  has(relative: string): boolean {
    return this.repository.has(this.path(relative));
  }

  /** The existing files of a list. */
  existing(files: readonly string[]): readonly string[] {
    return files.filter((file) => this.hasFile(file)).sort();
  }

  /** The names in a folder; empty if it does not exist. */
  list(relative = "."): readonly string[] {
    return this.repository.list(this.path(relative)) ?? [];
  }

  /** The paths of files below the folder, relative to it. */
  find(isWanted: (name: string) => boolean, below = ".", depth?: number): readonly string[] {
    const found = this.repository.find(this.path(below), isWanted, depth);
    return this.folder === "." ? found : found.map((path) => path.slice(this.folder.length + 1));
  }
}
