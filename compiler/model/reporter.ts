import type { Code, HolesOf } from "../diagnostics/catalog/catalog.ts";
import { Diagnostics, type Extras } from "../diagnostics/diagnostics.ts";
import type { Location } from "../source/source-file.ts";
import { type Half, locateFirst, narrow, type SpecDocument } from "../spec/document.ts";
import type { SpecPath } from "../spec/path.ts";

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
    const { half = "value", within, ...extras } = options;
    const location = this.locate(environment, path, half);
    this.#diagnostics.report(code, within === undefined ? location : narrow(location, within), holes, extras);
  }

  /** Where the merged value at `path` was written. */
  locate(environment: string, path: SpecPath, half: Half = "value"): Location {
    return locateFirst(this.#document, placesOf(path, environment), half);
  }
}

/** Where the value at `path` of a merged environment may have been written, the layer that wins first. */
function placesOf(path: SpecPath, environment: string): readonly SpecPath[] {
  const overlay: readonly SpecPath[] = environment === "" ? [] : [["environments", environment]];
  const [section, , ...rest] = path;
  const defaults = section === "services" && rest.length > 0 ? [["defaults", ...rest]] : [];
  return [
    ...overlay.map((prefix) => [...prefix, ...path]),
    path,
    ...overlay.flatMap((prefix) => defaults.map((own) => [...prefix, ...own])),
    ...defaults,
  ];
}
