/** The variables that instructions of a Dockerfile see (https://docs.docker.com/reference/dockerfile/#environment-replacement). */
export class Variables {
  readonly #values: Map<string, string | undefined>;

  constructor(values: Readonly<Record<string, string>> = {}) {
    this.#values = new Map(Object.entries(values));
  }

  set(name: string, value: string | undefined): void {
    this.#values.set(name, value);
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** A string with its variables replaced; undefined if one of them has no value. */
  expand(text: string): string | undefined {
    if (this.missing(text).length > 0) return undefined;
    return text.replaceAll(
      pattern,
      (_, braced, operator, word, bare) => this.#valueOf(braced ?? bare, operator, word) ?? "",
    );
  }

  /** The names of the variables without a value that a string reads. */
  missing(text: string): readonly string[] {
    return [...text.matchAll(pattern)].flatMap(([, braced, operator, word, bare]) => {
      const name = braced ?? bare ?? "";
      return this.#valueOf(name, operator, word) === undefined ? [name] : [];
    });
  }

  #valueOf(name: string, operator: string | undefined, word: string | undefined): string | undefined {
    const value = this.#values.get(name);
    const isSet = value !== undefined && value !== "";
    if (operator === ":-") return isSet ? value : word;
    if (operator === ":+") return isSet ? word : "";
    return value;
  }
}

/** `$NAME`, `${NAME}`, `${NAME:-word}` or `${NAME:+word}` without a backslash before it. */
const pattern = /(?<!\\)\$(?:\{(\w+)(?:(:[-+])([^}]*))?\}|(\w+))/g;
