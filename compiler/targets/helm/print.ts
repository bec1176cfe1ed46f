import { splitHoles } from "../../kubernetes/scope.ts";
import { blockOrQuoted, quoteDouble, quoteYaml } from "../../literals/yaml.ts";
import { isModeKey, isStringKey, stringMaps } from "../../literals/yaml-document.ts";
import { type Expression, escapeTemplate, printExpression } from "./expression.ts";
import type { Entry, Guard, Item, Node } from "./node.ts";

/** What templates are printed with. */
export interface PrintOptions {
  /** The expression of a hole, by its name. */
  readonly holes: (name: string) => Expression;
  /** The paths of the maps that values.yaml has. */
  readonly maps: ReadonlySet<string>;
}

interface Place {
  /** Spaces before each line. */
  readonly indent: number;
  /** Whether `.` is an item of a range. */
  readonly isInRange: boolean;
  /** Whether the strings are always quoted. */
  readonly isStrings: boolean;
}

/** Prints a node as the template of a document, with a final newline. */
export function printTemplate(node: Node, options: PrintOptions): string {
  return new Printer(options).block(node, { indent: 0, isInRange: false, isStrings: false }).join("\n").concat("\n");
}

class Printer {
  readonly #options: PrintOptions;

  constructor(options: PrintOptions) {
    this.#options = options;
  }

  /** The lines of a map or a list. */
  block(node: Node, place: Place): readonly string[] {
    if (node.kind === "map") return node.entries.flatMap((entry) => this.#entry(entry, place));
    if (node.kind === "list") return node.items.flatMap((item) => this.#item(item, place));
    return [`${margin(place.indent)}${this.#inline(node, place, place.indent)}`];
  }

  #entry({ key, node, guard }: Entry, place: Place): readonly string[] {
    if (key === undefined) return this.#guarded(guard, place, [this.#pipeline(node, place)]);
    const name = `${margin(place.indent)}${quoteYaml(key)}:`;
    const lines = (value: Node, inside = place): readonly string[] => {
      if (value.kind === "yaml") {
        return [name, `${margin(place.indent + 2)}${this.#toYaml(value, { ...inside, indent: place.indent + 2 })}`];
      }
      if (isBlock(value)) {
        return [name, ...this.block(value, { ...inside, indent: place.indent + 2, isStrings: stringMaps.has(key) })];
      }
      if (value.kind === "scalar" && typeof value.value === "number" && isModeKey(key))
        return [`${name} 0${value.value.toString(8)}`];
      const isStrings = place.isStrings || isStringKey(key);
      return [`${name} ${this.#inline(value, { ...inside, isStrings }, place.indent + 2)}`];
    };
    return this.#guarded(guard, place, lines(node), guard?.otherwise && lines(guard.otherwise));
  }

  #item({ kind, node, guard, over = "" }: Item, place: Place): readonly string[] {
    if (kind === "pipeline") return this.#guarded(guard, place, [this.#pipeline(node, place)]);
    const inside = kind === "range" ? { ...place, isInRange: true } : place;
    const lines = isBlock(node)
      ? this.block(node, { ...inside, indent: place.indent + 2 })
      : [`${margin(place.indent + 2)}${this.#inline(node, inside, place.indent + 2)}`];
    const dashed = this.#dashed(lines, place);
    if (kind === "item") return this.#guarded(guard, place, dashed);
    const start = `${margin(place.indent)}{{- range ${this.#expression(over, place)} }}`;
    return this.#guarded(guard, place, [start, ...dashed, `${margin(place.indent)}{{- end }}`]);
  }

  /** The first line that is not a control tag gets the dash. */
  #dashed(lines: readonly string[], { indent }: Place): readonly string[] {
    const first = lines.findIndex((line) => !line.trimStart().startsWith("{{-"));
    return lines.map((line, index) => (index === first ? `${margin(indent)}- ${line.slice(indent + 2)}` : line));
  }

  #guarded(
    guard: Guard | undefined,
    place: Place,
    lines: readonly string[],
    otherwise?: readonly string[],
  ): readonly string[] {
    if (!guard) return lines;
    const tag = (text: string): string => `${margin(place.indent)}{{- ${text} }}`;
    return [
      tag(`${guard.kind} ${this.#expression(guard.text, place)}`),
      ...lines,
      ...(otherwise ? [tag("else"), ...otherwise] : []),
      tag("end"),
    ];
  }

  #pipeline(node: Node, place: Place): string {
    const text = node.kind === "yaml" ? this.#yamlText(node, place) : this.#expression(textOf(node), place);
    return `${margin(place.indent)}{{- ${text} | nindent ${place.indent} }}`;
  }

  #toYaml(node: Extract<Node, { kind: "yaml" }>, place: Place): string {
    return `{{- ${this.#yamlText(node, place)} | nindent ${place.indent} }}`;
  }

  #yamlText({ text, isTemplate }: Extract<Node, { kind: "yaml" }>, place: Place): string {
    const value = this.#expression(text, place);
    if (!isTemplate) return `toYaml ${argument(value)}`;
    return `tpl (toYaml ${argument(value)}) ${place.isInRange ? "$" : "."}`;
  }

  #inline(node: Node, place: Place, indent: number): string {
    if (node.kind === "expression") {
      const text = this.#expression(node.text, place);
      return node.isString ? `{{ ${text} | quote }}` : `{{ ${text} }}`;
    }
    if (node.kind !== "scalar") return node.kind === "map" ? "{}" : "[]";
    return typeof node.value === "string" ? this.#string(node.value, place, indent) : String(node.value);
  }

  /** A string with its holes filled in. One that is a hole and nothing else is quoted by the template. */
  #string(text: string, place: Place, indent: number): string {
    const parts = splitHoles(text);
    const filled = parts.map((part, index) =>
      index % 2 === 0 ? part : `{{ ${this.#expression(this.#options.holes(part), place)} }}`,
    );
    if (parts.length === 3 && parts[0] === "" && parts[2] === "")
      return `{{ ${this.#expression(this.#options.holes(parts[1] ?? ""), place)} | quote }}`;
    const plain = quoteYaml(parts.map((part, index) => (index % 2 === 0 ? part : "x")).join(""));
    const isPlain = !place.isStrings && !plain.startsWith('"') && !text.includes("{{");
    if (isPlain) return filled.join("");
    const literals = text.includes("\n") ? blockOf(parts, indent) : undefined;
    const escaped = literals ?? parts.map((part, index) => (index % 2 === 0 ? quoteDouble(part).slice(1, -1) : part));
    const joined = escaped
      .map((part, index) => (index % 2 === 0 ? escapeTemplate(part) : (filled[index] ?? "")))
      .join("");
    return literals ? joined : `"${joined}"`;
  }

  #expression(text: Expression, { isInRange }: Place): string {
    return printExpression(text, isInRange, this.#options.maps);
  }
}

/** The parts of a string of several lines as a literal block, or undefined where a block would not give it back. */
function blockOf(parts: readonly string[], indent: number): readonly string[] | undefined {
  let mark = "@hole@";
  while (parts.some((part) => part.includes(mark))) mark += "@";
  const block = blockOrQuoted(parts.map((part, index) => (index % 2 === 0 ? part : mark)).join(""), indent);
  return block.startsWith("|")
    ? block.split(mark).flatMap((part, index) => (index === 0 ? [part] : [mark, part]))
    : undefined;
}

function textOf(node: Node): Expression {
  if (node.kind !== "expression") throw new TypeError(`a ${node.kind} is not a pipeline`);
  return node.text;
}

function isBlock(node: Node): boolean {
  return (node.kind === "map" && node.entries.length > 0) || (node.kind === "list" && node.items.length > 0);
}

/** An argument of a function: parentheses around what has spaces. */
function argument(text: string): string {
  return text.includes(" ") ? `(${text})` : text;
}

function margin(indent: number): string {
  return " ".repeat(indent);
}
