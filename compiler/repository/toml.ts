/** A value of a TOML file. Dates are not supported. */
export type Toml = string | number | boolean | readonly Toml[] | { readonly [key: string]: Toml };

type Table = { [key: string]: Toml };

/** Parses TOML 1.0 as far as manifests use it; undefined where it cannot be parsed. */
export function parseToml(text: string): Readonly<Record<string, Toml>> | undefined {
  try {
    return new Parser(text).document();
  } catch (error) {
    if (error instanceof TomlError) return undefined;
    throw error;
  }
}

class TomlError extends Error {}

const escapes: Readonly<Record<string, string>> = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", e: "\u001b" };

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n");
  }

  document(): Table {
    const root: Table = Object.create(null);
    let table = root;
    for (this.#skip(true); this.#at < this.#text.length; this.#skip(true)) {
      if (this.#take("[[")) {
        table = append(root, this.#path());
        this.#expect("]]");
      } else if (this.#take("[")) {
        table = descend(root, this.#path());
        this.#expect("]");
      } else this.#pair(table);
      this.#skip(false);
      if (this.#at < this.#text.length && this.#text[this.#at] !== "\n") throw new TomlError();
    }
    return root;
  }

  #pair(table: Table): void {
    const path = this.#path();
    this.#expect("=");
    const owner = descend(table, path.slice(0, -1));
    const last = path.at(-1) ?? "";
    if (Object.hasOwn(owner, last)) throw new TomlError();
    owner[last] = this.#value();
  }

  #path(): readonly string[] {
    const path: string[] = [];
    do {
      this.#skip(false);
      path.push(this.#key());
      this.#skip(false);
    } while (this.#take("."));
    return path;
  }

  #key(): string {
    const quote = this.#text[this.#at];
    if (quote === '"' || quote === "'") return this.#string();
    return this.#match(/[\w-]+/y);
  }

  #value(): Toml {
    this.#skip(false);
    const first = this.#text[this.#at];
    if (first === '"' || first === "'") return this.#string();
    if (this.#take("[")) return this.#list();
    if (this.#take("{")) return this.#inline();
    const word = this.#match(/[^\s,\]}#]+(?: \d\d:[\d:.]+\S*)?/y);
    if (word === "true" || word === "false") return word === "true";
    const number = Number(word.replaceAll("_", ""));
    return Number.isNaN(number) ? word : number;
  }

  #list(): readonly Toml[] {
    const items: Toml[] = [];
    for (this.#skip(true); !this.#take("]"); this.#skip(true)) {
      items.push(this.#value());
      this.#skip(true);
      if (!this.#take(",") && this.#text[this.#at] !== "]") throw new TomlError();
    }
    return items;
  }

  #inline(): Table {
    const table: Table = Object.create(null);
    for (this.#skip(true); !this.#take("}"); this.#skip(true)) {
      this.#pair(table);
      this.#skip(true);
      if (!this.#take(",") && this.#text[this.#at] !== "}") throw new TomlError();
    }
    return table;
  }

  #string(): string {
    if (this.#take("'''")) return this.#match(/\n?[\s\S]*?'''(?!')/y).replace(/^\n|'''$/g, "");
    if (this.#take('"""')) return unescaped(this.#match(/\n?(?:\\[\s\S]|[^\\])*?"""(?!")/y).replace(/^\n|"""$/g, ""));
    if (this.#take("'")) return this.#match(/[^'\n]*'/y).slice(0, -1);
    this.#expect('"');
    return unescaped(this.#match(/(?:\\.|[^"\\\n])*"/y).slice(0, -1));
  }

  /** Skips spaces and, with `lines`, line breaks; and comments. */
  #skip(lines: boolean): void {
    const pattern = lines ? /(?:\s|#[^\n]*)*/y : /[ \t]*(?:#[^\n]*)?/y;
    pattern.lastIndex = this.#at;
    this.#at += pattern.exec(this.#text)?.[0].length ?? 0;
  }

  #take(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #expect(token: string): void {
    this.#skip(false);
    if (!this.#take(token)) throw new TomlError();
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (!found) throw new TomlError();
    this.#at += found.length;
    return found;
  }
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\s*\n\s*)|(.))/g, (_, short, long, line, one) => {
    if (short ?? long) return String.fromCodePoint(Math.min(Number.parseInt(short ?? long, 16), 0x10ffff));
    return line ? "" : (escapes[one] ?? one);
  });
}

/** The table at a path, made where it is missing; of a list of tables, the last one. */
function descend(root: Table, path: readonly string[]): Table {
  return path.reduce((table, key) => {
    if (!Object.hasOwn(table, key)) table[key] = Object.create(null) as Table;
    const found = table[key];
    const last = Array.isArray(found) ? (found.at(-1) as Toml) : found;
    if (typeof last !== "object" || last === null || Array.isArray(last)) throw new TomlError();
    return last as Table;
  }, root);
}

function append(root: Table, path: readonly string[]): Table {
  const owner = descend(root, path.slice(0, -1));
  const key = path.at(-1) ?? "";
  const list = Object.hasOwn(owner, key) ? owner[key] : [];
  if (!Array.isArray(list)) throw new TomlError();
  const table: Table = Object.create(null);
  owner[key] = [...list, table];
  return table;
}
