import picocolors from "picocolors";
import type { Palette } from "../diagnostics/format-pretty.ts";

/** Where a command writes, and what it knows of the place where it runs. The only way to the process. */
export interface Terminal {
  /** The folder that relative paths start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isColorful: boolean;
  /** The path of the bundled command; undefined where it runs from its sources. */
  readonly bundle?: string | undefined;
  /** The result. */
  out(text: string): void;
  /** Talk about it. */
  err(text: string): void;
}

/** Colours, or none. */
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
