import picocolors from "picocolors";
import type { Palette } from "../diagnostics/format-pretty.ts";

/** The output streams and the environment of a command. Commands access the process only through it. */
export interface Terminal {
  /** The folder that relative paths are resolved against. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isColorful: boolean;
  /** The width of the terminal; undefined if the output goes elsewhere. */
  readonly columns?: number | undefined;
  /** Reads standard input to its end. */
  input?(): Uint8Array;
  /** The path of the bundled command; undefined when run from source. */
  readonly bundle?: string | undefined;
  /** Writes to standard output. */
  out(text: string): void;
  /** Writes to standard error. */
  err(text: string): void;
}

/** Colour functions; the identity without colours. */
export function paletteFor(
  isColorful: boolean,
): Palette & { readonly added: Palette["dim"]; readonly removed: Palette["dim"] } {
  const colors = picocolors.createColors(isColorful);
  return {
    error: (text) => colors.red(text),
    warning: (text) => colors.yellow(text),
    note: (text) => colors.cyan(text),
    dim: (text) => colors.dim(text),
    bold: (text) => colors.bold(text),
    added: (text) => colors.green(text),
    removed: (text) => colors.red(text),
  };
}
