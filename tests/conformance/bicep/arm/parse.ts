/** An expression of an ARM template. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "property"; readonly of: Expression; readonly name: Expression };

const token = /\s*(?:(?<string>'(?:[^']|'')*')|(?<number>-?\d+)|(?<name>[A-Za-z_]\w*)|(?<mark>[()[\],.]))/y;

/** Parses what stands between the brackets of an expression. */
export function parseExpression(text: string): Expression {
  const parser = new Parser(text);
  const expression = parser.expression();
  parser.end();
  return expression;
}

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  expression(): Expression {
    let expression = this.#primary();
    for (;;) {
      if (this.#take(".")) {
        expression = { kind: "property", of: expression, name: { kind: "literal", value: this.#next().text } };
      } else if (this.#take("[")) {
        expression = { kind: "property", of: expression, name: this.expression() };
        this.#expect("]");
      } else return expression;
    }
  }

  end(): void {
    if (this.#text.slice(this.#at).trim() !== "") throw new Error(`cannot read '${this.#text}' after ${this.#at}`);
  }

  #primary(): Expression {
    const { kind, text } = this.#next();
    if (kind === "string") return { kind: "literal", value: text.slice(1, -1).replaceAll("''", "'") };
    if (kind === "number") return { kind: "literal", value: Number(text) };
    if (kind !== "name") throw new Error(`cannot read '${this.#text}' at ${this.#at}`);
    this.#expect("(");
    const args: Expression[] = [];
    while (!this.#take(")")) {
      if (args.length > 0) this.#expect(",");
      args.push(this.expression());
    }
    return { kind: "call", name: text, args };
  }

  #peek(): { readonly kind: string; readonly text: string; readonly end: number } {
    token.lastIndex = this.#at;
    const groups = token.exec(this.#text)?.groups;
    const [kind, text] = Object.entries(groups ?? {}).find(([, value]) => value !== undefined) ?? ["end", ""];
    return { kind, text, end: groups ? token.lastIndex : this.#at };
  }

  #next(): { readonly kind: string; readonly text: string } {
    const { end, ...next } = this.#peek();
    this.#at = end;
    return next;
  }

  #take(mark: string): boolean {
    const { kind, text, end } = this.#peek();
    if (kind !== "mark" || text !== mark) return false;
    this.#at = end;
    return true;
  }

  #expect(mark: string): void {
    if (!this.#take(mark)) throw new Error(`'${mark}' is missing in '${this.#text}' at ${this.#at}`);
  }
}
