import type { ReadBack } from "./target.ts";

// Formats that several targets write.

/** A file whose text is the specification's, or a template of another tool: it is as it should be. */
export const verbatim: ReadBack = () => undefined;

/** Every line of an environment file is a comment or sets a variable. */
export function problemOfEnv(text: string): string | undefined {
  const bad = text.split("\n").find((line) => line !== "" && !/^(#|[A-Za-z_][A-Za-z0-9_]*=)/.test(line));
  return bad === undefined ? undefined : `'${bad}' is neither a comment nor a variable`;
}
