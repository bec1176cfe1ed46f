import { type Code, catalog } from "../../diagnostics/catalog/catalog.ts";
import { nearest } from "../../diagnostics/suggest.ts";
import { Failure } from "../failure.ts";
import { paletteFor, type Terminal } from "../terminal.ts";

/** Prints the long form of a code, or of all of them. */
export function explain(code: string | undefined, terminal: Terminal): number {
  const codes = Object.keys(catalog).sort();
  if (code === undefined) {
    for (const known of codes) terminal.out(`${known}\n`);
    return 0;
  }
  if (!isCode(code)) {
    const suggestion = nearest(code, codes);
    const help = suggestion === undefined ? "'varai-gen explain' lists all codes." : `Did you mean '${suggestion}'?`;
    throw new Failure(`there is no code '${code}'`, help);
  }
  const { severity, explanation } = catalog[code];
  const palette = paletteFor(terminal.isColorful);
  terminal.out(`${palette[severity](severity)} ${palette.bold(code)}\n\n${explanation.trim()}\n`);
  return 0;
}

function isCode(text: string): text is Code {
  return Object.hasOwn(catalog, text);
}
