import type { Code, HolesOf } from "../diagnostics/catalog/catalog.ts";
import type { Related } from "../diagnostics/diagnostic.ts";
import { Diagnostics, diagnosticOf, type Extras } from "../diagnostics/diagnostics.ts";
import type { Location } from "../source/source-file.ts";
import { BrokenParts } from "../spec/broken.ts";
import type { Origin } from "../spec/origin.ts";
import type { Origins, Spot } from "../spec/origins.ts";
import { formatPath, type SpecPath } from "../spec/path.ts";

const nowhere = { path: undefined, environment: undefined };

/** Reports findings about the specification as it is meant, at the places from which its values come. */
export class Reporter {
  readonly #origins: Origins;
  readonly #diagnostics: Diagnostics;
  readonly #broken: BrokenParts;

  /** `broken` are the parts of the specification that are left out: findings that may be consequences are dropped. */
  constructor(origins: Origins, diagnostics: Diagnostics, broken: BrokenParts = new BrokenParts()) {
    this.#origins = origins;
    this.#diagnostics = diagnostics;
    this.#broken = broken;
  }

  /** Whether anything has been reported that stops the compilation. */
  get hasErrors(): boolean {
    return this.#diagnostics.hasErrors;
  }

  /** A reporter that drops its findings, for building the same thing a second time. */
  muted(): Reporter {
    return new Reporter(this.#origins, new Diagnostics());
  }

  /** Reports `code` at a value of the specification, at a place, or, without either, at no place. */
  report<C extends Code>(code: C, where: Spot | Location | undefined, holes: HolesOf<C>, extras: Extras = {}): void {
    const spot = where && !("file" in where) ? where : undefined;
    const location = spot ? this.locate(spot) : (where as Location | undefined);
    const text = location ? textAt(location) : "";
    const { message } = diagnosticOf(code, location, holes);
    // A part of a value is wrong by itself.
    const { path, environment } = spot?.within === undefined ? (spot ?? nowhere) : nowhere;
    if (this.#broken.explains({ path, environment, text: `${message}\n${text}` })) return;
    if (!spot) {
      this.#diagnostics.report(code, location, holes, extras);
      return;
    }
    const { replacement, ...others } = extras;
    const isWhole = spot.within === undefined || text === spot.within;
    const related = [...(extras.related ?? []), ...this.#whyDefault(spot)];
    this.#diagnostics.report(code, location, holes, {
      ...others,
      key: formatPath(this.#writtenPath(spot)),
      ...(related.length > 0 && { related }),
      // A string that is not there as such cannot be replaced.
      ...(replacement !== undefined && isWhole && { replacement }),
    });
  }

  /** Where a value is written, or what causes it. */
  locate(spot: Spot): Location {
    return this.#origins.locate(spot);
  }

  /** The place of a null that removes a value in an environment; undefined if there is none. */
  locateRemoval(spot: Spot): Location | undefined {
    const { environment = "", path } = spot;
    const overlay: Spot = { path: ["environments", environment, ...path] };
    return this.#origins.of(spot)?.kind === "written" && this.#origins.isNull(overlay)
      ? this.locate({ ...overlay, half: "key" })
      : undefined;
  }

  /** The places of the values that are written, in the order in which they are. */
  written(spots: readonly Spot[]): readonly Location[] {
    return this.#origins.written(spots);
  }

  /** The path of a value in the layer that writes it: that of the environment, or the base. */
  #writtenPath({ path, environment }: Spot): SpecPath {
    const overlay: SpecPath = ["environments", environment ?? "", ...path];
    return environment && this.#origins.of({ path: overlay })?.kind === "written" ? overlay : path;
  }

  /** A tier's default is found where the environment names its tier. */
  #whyDefault(spot: Spot): readonly Related[] {
    const origin: Origin | undefined = this.#origins.of(spot);
    if (origin?.kind !== "tier" || !spot.environment) return [];
    const location = this.locate({ environment: spot.environment, path: ["tier"] });
    const how = origin.from ? "The tier computes the value" : "The value is a default of the tier";
    return [{ message: `${how}: '${origin.key}'.`, location }];
  }
}

function textAt({ file, start, end }: Location): string {
  return file.text.slice(start, end);
}
