import type { ReadBack } from "../target.ts";

/** Every line of the Makefile is empty, a comment, a variable, a rule or a command of a rule. */
export const problemOfMakefile: ReadBack = (text) => {
  const known = /^($|#|\t\S|\.[A-Z_]+:|[A-Za-z_]+ (:|\?)=|\.DEFAULT_GOAL :=|[a-z][a-z0-9-]*:( |$))/;
  const bad = text.split("\n").find((line) => !known.test(line));
  return bad === undefined ? undefined : `'${bad}' is neither a rule nor a variable nor a command`;
};
