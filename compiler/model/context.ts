import type { Code, HolesOf } from "../diagnostics/catalog/catalog.ts";
import type { Extras } from "../diagnostics/diagnostics.ts";
import type { Location } from "../source/source-file.ts";
import type { MergedEnvironment, Spec } from "../spec/normalize.ts";
import type { Spot } from "../spec/origins.ts";
import type { SpecPath } from "../spec/path.ts";
import type { Reporter } from "./reporter.ts";

/** What every part of the build needs: the specification, one of its environments, and where findings go. */
export class EnvironmentContext {
  readonly spec: Spec;
  readonly environment: MergedEnvironment;
  readonly #reporter: Reporter;

  constructor(spec: Spec, environment: MergedEnvironment, reporter: Reporter) {
    this.spec = spec;
    this.environment = environment;
    this.#reporter = reporter;
  }

  /** The same in another environment, with findings that are dropped. */
  in(environment: MergedEnvironment): EnvironmentContext {
    return new EnvironmentContext(this.spec, environment, this.#reporter.muted());
  }

  /** Reports `code` at a value of this environment. */
  report<C extends Code>(code: C, where: Omit<Spot, "environment">, holes: HolesOf<C>, extras: Extras = {}): void {
    this.#reporter.report(code, { ...where, environment: this.environment.name }, holes, extras);
  }

  /** Reports `code` at a place. */
  reportAt<C extends Code>(code: C, where: Location, holes: HolesOf<C>): void {
    this.#reporter.report(code, where, holes);
  }

  /** The place of the null with which this environment removes an entry of the base; undefined if it does not. */
  locateRemoval(path: SpecPath): Location | undefined {
    return this.#reporter.locateRemoval({ environment: this.environment.name, path });
  }
}
