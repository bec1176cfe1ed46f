import { stringify } from "yaml";

/** What templates of a chart are rendered with. */
export interface Release {
  readonly Release: {
    readonly Name: string;
    readonly Namespace: string;
    readonly Service: string;
    readonly Revision: number;
  };
  readonly Chart: Readonly<Record<string, unknown>>;
  readonly Template: { readonly BasePath: string };
  readonly Values: Readonly<Record<string, unknown>>;
}

type Piece = { readonly text: string } | { readonly action: string };
type Value = unknown;

interface Scope {
  readonly dot: Value;
  readonly root: Value;
  readonly variables: Map<string, Value>;
}

type Functions = Readonly<Record<string, (...args: readonly never[]) => Value>>;

/**
 * Renders the constructs of Go templates and Sprig that the charts use, and throws on any other. The real Helm renders
 * every chart in the conformance suite; this one is for tests that need no tools.
 */
export class HelmRenderer {
  readonly #defines = new Map<string, readonly Piece[]>();
  readonly #files: ReadonlyMap<string, string>;
  readonly #release: Release;

  /** `files` are the templates by their paths below the chart: `templates/api/deployment.yaml`. */
  constructor(files: ReadonlyMap<string, string>, release: Release) {
    this.#files = files;
    this.#release = release;
    for (const text of files.values()) this.#collect(piecesOf(text));
  }

  /** The text that a template becomes. */
  render(path: string): string {
    const pieces = piecesOf(this.#files.get(path) ?? "");
    return this.#run(pieces, { dot: this.#release, root: this.#release, variables: new Map() });
  }

  #collect(pieces: readonly Piece[]): void {
    pieces.forEach((piece, index) => {
      const [, name] = "action" in piece ? (/^define "(.*)"$/.exec(piece.action) ?? []) : [];
      if (name !== undefined) this.#defines.set(name, pieces.slice(index + 1, endOf(pieces, index)));
    });
  }

  #run(pieces: readonly Piece[], scope: Scope): string {
    let text = "";
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index];
      if (!piece) continue;
      if ("text" in piece) text += piece.text;
      else {
        const [word = ""] = piece.action.split(" ");
        if (["if", "with", "range", "define"].includes(word)) {
          const end = endOf(pieces, index);
          if (word !== "define") text += this.#block(pieces.slice(index, end), scope);
          index = end;
        } else if (/^\$\w+ :?= /.test(piece.action)) this.#assign(piece.action, scope);
        else if (!piece.action.startsWith("/*")) text += printed(this.#pipeline(piece.action, scope));
      }
    }
    return text;
  }

  #assign(action: string, scope: Scope): void {
    const [, name = "", pipeline = ""] = /^(\$\w+) :?= (.*)$/s.exec(action) ?? [];
    scope.variables.set(name, this.#pipeline(pipeline, scope));
  }

  #block(pieces: readonly Piece[], scope: Scope): string {
    const branches = branchesOf(pieces);
    for (const { condition, body } of branches) {
      const [word = "", ...rest] = condition.split(" ");
      if (word === "else" && rest.length === 0) return this.#run(body, scope);
      const value = this.#pipeline((word === "else" ? rest.slice(1) : rest).join(" "), scope);
      if (word === "range")
        return (value as readonly Value[]).map((dot) => this.#run(body, { ...scope, dot })).join("");
      if (isTrue(value)) return this.#run(body, word === "with" ? { ...scope, dot: value } : scope);
    }
    return "";
  }

  #pipeline(text: string, scope: Scope): Value {
    const stages = splitTop(text, "|").map((stage) => splitTop(stage.trim(), " "));
    let value: Value;
    stages.forEach((words, index) => {
      const last = index === 0 ? [] : [value];
      value = this.#command(words, last, scope);
    });
    return value;
  }

  #command([head = "", ...words]: readonly string[], last: readonly Value[], scope: Scope): Value {
    if (words.length === 0 && last.length === 0 && !/^[a-z]\w*$/.test(head)) return this.#operand(head, scope);
    const args = [...words.map((word) => this.#operand(word, scope)), ...last];
    const called = this.#functions[head];
    if (!called) throw new Error(`no function '${head}' is known`);
    return called(...(args as never[]));
  }

  #operand(word: string, scope: Scope): Value {
    if (word.startsWith("(")) {
      const end = closing(word);
      return fieldsOf(this.#pipeline(word.slice(1, end), scope), word.slice(end + 1), true);
    }
    if (word.startsWith('"')) return JSON.parse(word);
    if (/^-?\d+$/.test(word)) return Number(word);
    if (word === "true" || word === "false") return word === "true";
    if (word === "$" || word.startsWith("$.")) return fieldsOf(scope.root, word.slice(1), false);
    if (word.startsWith("$")) {
      const [, name = "", path = ""] = /^(\$\w+)(.*)$/.exec(word) ?? [];
      return fieldsOf(scope.variables.get(name), path, false);
    }
    if (word.startsWith(".")) return fieldsOf(scope.dot, word === "." ? "" : word, false);
    if (!/^[a-z]\w*$/.test(word)) throw new Error(`no operand: ${word}`);
    return this.#command([word], [], scope);
  }

  readonly #functions: Functions = {
    and: (...args: readonly Value[]) => args.find((value) => !isTrue(value)) ?? args.at(-1),
    contains: (part: string, text: string) => text.includes(part),
    default: (initial: Value, value: Value) => (isTrue(value) ? value : initial),
    dict: (...entries: readonly Value[]) =>
      Object.fromEntries(
        entries.flatMap((key, index) => (index % 2 === 0 ? [[String(key), entries[index + 1]]] : [])),
      ) as Value,
    dig: (...args: readonly Value[]) => {
      const [initial, map] = args.slice(-2);
      const path = args.slice(0, -2).map(String);
      return path.reduce<Value>((at, key) => (at as Record<string, Value> | undefined)?.[key], map) ?? initial;
    },
    include: (name: string, dot: Value) => {
      const pieces = this.#defines.get(name);
      if (pieces) return this.#run(pieces, { dot, root: dot, variables: new Map() });
      if (!this.#files.has(name)) throw new Error(`nothing is called '${name}'`);
      return this.render(name);
    },
    index: (map: Readonly<Record<string, Value>>, key: string) => map[key],
    int64: (value: number) => Math.trunc(value),
    nindent: (spaces: number, text: string) => `\n${text.replaceAll(/^/gm, " ".repeat(spaces))}`,
    not: (value: Value) => !isTrue(value),
    or: (...args: readonly Value[]) => args.find(isTrue) ?? args.at(-1),
    print: (...args: readonly Value[]) => args.map(String).join(""),
    printf: (format: string, ...args: readonly Value[]) => {
      let next = 0;
      return format.replaceAll(/%[sd%]/g, (mark) => (mark === "%%" ? "%" : String(args[next++])));
    },
    quote: (value: Value) => JSON.stringify(printed(value)),
    replace: (from: string, to: string, text: string) => text.replaceAll(from, to),
    sha256sum: (text: string) => `hash-${text.length}`,
    toYaml: (value: Value) => stringify(value, { lineWidth: 0, singleQuote: true, version: "1.1" }).trimEnd(),
    tpl: (text: string, dot: Value) => this.#run(piecesOf(text), { dot, root: dot, variables: new Map() }),
    trimSuffix: (suffix: string, text: string) => (text.endsWith(suffix) ? text.slice(0, -suffix.length) : text),
    trunc: (length: number, text: string) => text.slice(0, length),
  };
}

/** The texts and actions of a template; a dash removes the space beside it. */
function piecesOf(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let isTrimmed = false;
  let position = 0;
  for (;;) {
    const start = template.indexOf("{{", position);
    const text = template.slice(position, start === -1 ? undefined : start);
    const left = isTrimmed ? text.trimStart() : text;
    if (start === -1) return [...pieces, { text: left }];
    const end = endOfAction(template, start + 2);
    const inside = template.slice(start + 2, end);
    pieces.push({ text: inside.startsWith("-") ? left.trimEnd() : left });
    pieces.push({ action: inside.replaceAll(/^-|-$/g, "").trim() });
    isTrimmed = inside.endsWith("-");
    position = end + 2;
  }
}

/** Where an action ends: at braces that stand in no string and no comment. */
function endOfAction(template: string, start: number): number {
  const comment = /^-?\s*\/\*/.test(template.slice(start, start + 10)) ? template.indexOf("*/", start) + 2 : start;
  let isString = false;
  for (let index = comment; index < template.length; index++) {
    if (isString && template[index] === "\\") index++;
    else if (template[index] === '"') isString = !isString;
    else if (!isString && template.startsWith("}}", index)) return index;
  }
  throw new Error(`an action does not end: ${template.slice(start, start + 40)}`);
}

function opens(piece: Piece | undefined): boolean {
  return piece !== undefined && "action" in piece && /^(if|with|range|define)\b/.test(piece.action);
}

/** The index of the `end` of the block that starts at an index. */
function endOf(pieces: readonly Piece[], start: number): number {
  let depth = 0;
  for (let index = start; index < pieces.length; index++) {
    const piece = pieces[index];
    if (opens(piece)) depth++;
    if (piece && "action" in piece && piece.action === "end" && --depth === 0) return index;
  }
  throw new Error("a block has no end");
}

function branchesOf(pieces: readonly Piece[]) {
  const branches: { condition: string; body: Piece[] }[] = [];
  let depth = 0;
  for (const piece of pieces) {
    const action = "action" in piece ? piece.action : undefined;
    if (depth <= 1 && action !== undefined && (branches.length === 0 || /^else\b/.test(action))) {
      branches.push({ condition: action, body: [] });
      if (branches.length === 1) depth = 1;
      continue;
    }
    if (opens(piece)) depth++;
    if (action === "end") depth--;
    branches.at(-1)?.body.push(piece);
  }
  return branches;
}

/** The parts of a text between separators that stand in no parentheses and no strings. */
function splitTop(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let [depth, isString, start] = [0, false, 0];
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isString && character === "\\") index++;
    else if (character === '"') isString = !isString;
    else if (!isString && character === "(") depth++;
    else if (!isString && character === ")") depth--;
    else if (!isString && depth === 0 && character === separator) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)].filter((part) => part !== "");
}

function closing(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === "(") depth++;
    if (text[index] === ")" && --depth === 0) return index;
  }
  throw new Error(`a parenthesis is open: ${text}`);
}

/** Fields of a value. Helm fails where a map on the way is missing, unless it is in parentheses. */
function fieldsOf(value: Value, path: string, mayBeMissing: boolean): Value {
  const keys = path.split(".").filter((key) => key !== "");
  return keys.reduce<Value>((at, key) => {
    if (typeof at === "object" && at !== null) return (at as Record<string, Value>)[key];
    if (mayBeMissing && at === undefined) return undefined;
    throw new Error(`nil has no field '${key}'`);
  }, value);
}

function isTrue(value: Value): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== "" && value !== 0 && value !== false;
}

function printed(value: Value): string {
  return value === undefined || value === null ? "" : String(value);
}
