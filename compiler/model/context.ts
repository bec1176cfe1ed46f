import type { Code, HolesOf } from "../diagnostics/catalog/catalog.ts";
import type { MergedEnvironment, Spec } from "../spec/normalize.ts";
import type { SpecPath } from "../spec/path.ts";
import type { Reporter, ReportOptions } from "./reporter.ts";

/** What every part of the build needs: the specification, one of its environments, and where findings go. */
export class Context {
  readonly spec: Spec;
  readonly environment: MergedEnvironment;
  readonly #reporter: Reporter;

  constructor(spec: Spec, environment: MergedEnvironment, reporter: Reporter) {
    this.spec = spec;
    this.environment = environment;
    this.#reporter = reporter;
  }

  /** The same in another environment, with findings that nobody reads. */
  in(environment: MergedEnvironment): Context {
    return new Context(this.spec, environment, this.#reporter.muted());
  }

  /** Reports `code` where the merged value at `path` was written. */
  report<C extends Code>(code: C, path: SpecPath, holes: HolesOf<C>, options: ReportOptions = {}): void {
    this.#reporter.report(this.environment.name, code, path, holes, options);
  }
}
