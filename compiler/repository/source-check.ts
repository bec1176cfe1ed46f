import type { Code, HolesOf } from "../diagnostics/catalog/catalog.ts";
import type { Build } from "../model/image.ts";
import type { Reporter } from "../model/reporter.ts";
import { formatPath, type SpecPath } from "../spec/path.ts";
import type { SourceFolder } from "./source-folder.ts";

/** A command that production runs in an image, and the key that sets it. */
export interface StartCommand {
  readonly words: readonly string[];
  readonly path: SpecPath;
}

/** A service or job, its source, and where findings about it go. */
export class SourceCheck {
  readonly build: Build;
  readonly source: SourceFolder;
  /** The command of the service, and those of the jobs that use its image. */
  readonly starts: readonly StartCommand[];
  readonly #reporter: Reporter;

  constructor(build: Build, source: SourceFolder, starts: readonly StartCommand[], reporter: Reporter) {
    this.build = build;
    this.source = source;
    this.starts = starts;
    this.#reporter = reporter;
  }

  /** `node@20` */
  get runtime(): string {
    return `${this.build.runtime.language}@${this.build.runtime.version}`;
  }

  /** The path of the service or job, such as `services.api`. */
  get workload(): string {
    return formatPath(this.build.path);
  }

  /** Whether the specification, or a file of the repository, sets a key such as `develop`. */
  isSet(key: "build" | "develop" | "start" | "test" | "server" | "project" | "lockfile"): boolean {
    return this.source.spec[key] !== undefined;
  }

  /** Whether the build of another service fills a folder or one around it; the path is relative to the source folder. */
  isFilled(folder: string): boolean {
    return this.build.copies.some(({ path }) => `${folder}/`.startsWith(`${path}/`));
  }

  /** Reports `code` at a key of the service, such as `build.command`; `within` is the part of the value to underline. */
  report<C extends Code>(code: C, key: string, holes: HolesOf<C>, within?: string): void {
    this.reportAt(code, [...this.build.path, ...(key === "" ? [] : key.split("."))], holes, within);
  }

  /** Reports `code` at a key of the specification. */
  reportAt<C extends Code>(code: C, path: SpecPath, holes: HolesOf<C>, within?: string): void {
    this.#reporter.report(code, { path, ...(within !== undefined && { within }) }, holes);
  }

  /** Reports a file that the build needs, unless it exists. Returns whether it exists. */
  needFile(file: string, key: string, user: string, remedy: string): boolean {
    if (this.source.hasFile(file)) return true;
    const path = this.source.path(file);
    const found = this.source.repository.otherCase(path);
    if (found !== undefined) this.report("repository/wrong-case", key, { path, found });
    else this.report("repository/missing-file", key, { workload: this.workload, file: path, user, remedy });
    return false;
  }
}
