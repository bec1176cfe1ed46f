import type { Code, HolesOf } from "../diagnostics/catalog/catalog.ts";
import type { Related } from "../diagnostics/diagnostic.ts";
import { Diagnostics, type Extras } from "../diagnostics/diagnostics.ts";
import type { Location } from "../source/source-file.ts";
import type { Origin } from "../spec/origin.ts";
import type { Origins, Spot } from "../spec/origins.ts";

/** Reports findings about the specification as it is meant, at the places from which its values come. */
export class Reporter {
  readonly #origins: Origins;
  readonly #diagnostics: Diagnostics;

  constructor(origins: Origins, diagnostics: Diagnostics) {
    this.#origins = origins;
    this.#diagnostics = diagnostics;
  }

  /** Whether anything has been reported that stops the compilation. */
  get hasErrors(): boolean {
    return this.#diagnostics.hasErrors;
  }

  /** A reporter whose findings are dropped, for what is built a second time. */
  muted(): Reporter {
    return new Reporter(this.#origins, new Diagnostics());
  }

  /** Reports `code` at a value of the specification, at a place, or, without either, at no place. */
  report<C extends Code>(code: C, where: Spot | Location | undefined, holes: HolesOf<C>, extras: Extras = {}): void {
    if (!where || "file" in where) {
      this.#diagnostics.report(code, where, holes, extras);
      return;
    }
    const location = this.locate(where);
    const { replacement, ...others } = extras;
    const isWhole = where.within === undefined || textAt(location) === where.within;
    const related = [...(extras.related ?? []), ...this.#whyDefault(where)];
    this.#diagnostics.report(code, location, holes, {
      ...others,
      ...(related.length > 0 && { related }),
      // A string that is not there as such cannot be replaced.
      ...(replacement !== undefined && isWhole && { replacement }),
    });
  }

  /** Where a value is written, or what causes it. */
  locate(spot: Spot): Location {
    return this.#origins.locate(spot);
  }

  /** The places of the values that are written, in the order in which they are. */
  written(spots: readonly Spot[]): readonly Location[] {
    return this.#origins.written(spots);
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
