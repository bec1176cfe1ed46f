import type { Code, HolesOf } from "../diagnostics/catalog/catalog.ts";
import { Diagnostics, type Extras } from "../diagnostics/diagnostics.ts";
import type { Location } from "../source/source-file.ts";
import { type Half, locateFirst, narrow, type SpecDocument } from "../spec/document.ts";
import { type SpecPath, valueAt } from "../spec/path.ts";

/** What a finding of the model may say besides its place. */
export interface ReportOptions extends Extras {
  readonly half?: Half;
  /** The part of the value to underline. */
  readonly within?: string;
}

/** Reports findings about the merged tree of an environment at the place where the value was written. */
export class Reporter {
  readonly #document: SpecDocument;
  readonly #diagnostics: Diagnostics;

  constructor(document: SpecDocument, diagnostics: Diagnostics) {
    this.#document = document;
    this.#diagnostics = diagnostics;
  }

  /** Whether anything has been reported that stops the compilation. */
  get hasErrors(): boolean {
    return this.#diagnostics.hasErrors;
  }

  /** A reporter whose findings nobody reads, for what is built a second time. */
  muted(): Reporter {
    return new Reporter(this.#document, new Diagnostics());
  }

  /** `environment` is empty for the base. */
  report<C extends Code>(
    environment: string,
    code: C,
    path: SpecPath,
    holes: HolesOf<C>,
    options: ReportOptions = {},
  ): void {
    const { half = "value", within = "", replacement, ...extras } = options;
    const whole = this.locate(environment, path, half);
    const location = within === "" ? whole : narrow(whole, within);
    // What is not there as such cannot be replaced.
    const isFound = within === "" || whole.file.text.slice(location.start, location.end) === within;
    const all = replacement !== undefined && isFound ? { ...extras, replacement } : extras;
    this.#diagnostics.report(code, location, holes, all);
  }

  /** Where the merged value at `path` was written. */
  locate(environment: string, path: SpecPath, half: Half = "value"): Location {
    return locateFirst(this.#document, placesOf(path, this.#hostOf(path, environment), environment), half);
  }

  /** Whether somebody wrote the value at `path` of a merged environment; it may be the catalogue's, or a default. */
  isWritten(environment: string, path: SpecPath): boolean {
    const { value } = this.#document;
    return placesOf(path, this.#hostOf(path, environment), environment).some((place) => {
      // A list of names is short for a map of them.
      const owner = valueAt(value, place.slice(0, -1));
      return valueAt(value, place) !== undefined || (Array.isArray(owner) && owner.includes(place.at(-1)));
    });
  }

  /** Paths in the order in which their values were written. */
  inOrder(environment: string, paths: readonly SpecPath[]): readonly SpecPath[] {
    const files = this.#document.parts.map((part) => part.file);
    const placed = paths.map((path) => ({ path, location: this.locate(environment, path, "key") }));
    return placed
      .sort(
        (a, b) =>
          files.indexOf(a.location.file) - files.indexOf(b.location.file) || a.location.start - b.location.start,
      )
      .map(({ path }) => path);
  }

  /** The service from which a job or a test inherits what it does not say itself. */
  #hostOf([section, name = ""]: SpecPath, environment: string): string | undefined {
    const own = valueAt(this.#document.value, ["environments", environment, String(section), name, "service"]);
    const host =
      section === "services" ? undefined : (own ?? valueAt(this.#document.value, [String(section), name, "service"]));
    return typeof host === "string" ? host : undefined;
  }
}

/** Where the value at `path` of a merged environment may have been written, the layer that wins first. */
function placesOf(path: SpecPath, host: string | undefined, environment: string): readonly SpecPath[] {
  const overlay: readonly SpecPath[] = environment === "" ? [] : [["environments", environment]];
  const inEach = (own: SpecPath): readonly SpecPath[] => [...overlay.map((prefix) => [...prefix, ...own]), own];
  const [section, , ...rest] = path;
  const inherited = host === undefined ? [] : inEach(["services", host, ...rest]);
  const hasDefaults = (section === "services" || host !== undefined) && rest.length > 0;
  return [...inEach(path), ...inherited, ...(hasDefaults ? inEach(["defaults", ...rest]) : [])];
}
