import { examples } from "../../built/examples.js";
import { type Code, catalog } from "../../diagnostics/catalog/catalog.ts";
import type { Example } from "../../diagnostics/example.ts";
import { nearest } from "../../diagnostics/suggest.ts";
import { Failure } from "../failure.ts";
import { paletteFor, type Terminal } from "../terminal.ts";

/** Prints the explanation of a code; without a code, the list of codes. */
export function explain(code: string | undefined, terminal: Terminal): number {
  const codes = Object.keys(catalog).sort();
  if (code === undefined) {
    for (const known of codes) terminal.out(`${known}\n`);
    return 0;
  }
  if (!isCode(code)) {
    const suggestion = nearest(code, codes);
    const help =
      suggestion === undefined ? "Run 'varai-gen explain' to list all codes." : `Did you mean '${suggestion}'?`;
    throw new Failure(`there is no code '${code}'`, help);
  }
  const { severity, explanation } = catalog[code];
  const palette = paletteFor(terminal.isColorful);
  terminal.out(`${palette[severity](severity)} ${palette.bold(code)}\n\n${explanation.trim()}\n`);
  const example = exampleOf(code);
  if (example) terminal.out(`\n${palette.bold("This is reported, for example:")}\n\n${textOf(example)}`);
  return 0;
}

/** The example of a code; every code has one. */
export function exampleOf(code: Code): Example | undefined {
  return (JSON.parse(examples) as Readonly<Record<string, Example>>)[code];
}

function textOf({ lines, message, help }: Example): string {
  const source = lines.map((line) => `    ${line}`.trimEnd());
  const text = [`    ${message}`, ...(help === undefined ? [] : [`    help: ${help}`])];
  return `${[...source, ...(source.length > 0 ? [""] : []), ...text].join("\n")}\n`;
}

function isCode(text: string): text is Code {
  return Object.hasOwn(catalog, text);
}
