import type { Spec } from "../../spec/normalize.ts";
import type { SpecPath } from "../../spec/path.ts";
import { writtenWorkloads } from "./layers.ts";
import type { SpecRule } from "./rule.ts";

/** Names of variables whose values are secrets, as a word at the end of the name. */
const secretName = /(^|[_\W])(password|passwd|pwd|secret|token|credentials?|api_?key|private_?key|secret_?key)$/i;

/** Values that are secrets whatever they are called: private keys, tokens of well-known services, passwords in addresses. */
const secretValues: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{10,}\b/,
  /\bsk_(live|test)_[A-Za-z0-9]{16,}\b/,
  /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+/,
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:(?!\$\{)[^/\s@]+@/,
];

/** A string that is set somewhere: a variable, a setting, or the content of a file. */
interface Written {
  /** Empty for a file. */
  readonly name: string;
  readonly value: string;
  readonly path: SpecPath;
}

/** No secret is part of the specification as plain text. */
export const secretsAreNotWritten: SpecRule = ({ spec }, reporter) => {
  for (const { name, value, path } of [...settings(spec), ...variables(spec)]) {
    if (!isSecret(name, value)) continue;
    const holes = { what: name === "" ? "The file" : `'${name}'`, isDescription: false };
    reporter.report("model/secret-in-clear", { path }, holes);
  }
  for (const [name, { description }] of Object.entries(spec.secrets ?? {})) {
    if (!isDescribed(description)) {
      const holes = { what: `The description of the secret '${name}'`, isDescription: true };
      reporter.report("model/secret-in-clear", { path: ["secrets", name, "description"] }, holes);
    }
  }
};

function settings(spec: Spec): readonly Written[] {
  const base = Object.entries(spec.config ?? {}).map(([name, { value = "" }]) => ({
    name,
    value,
    path: ["config", name],
  }));
  const overlays = Object.entries(spec.environments).flatMap(([environment, { config }]) =>
    Object.entries(config ?? {}).map(([name, value]) => ({
      name,
      value,
      path: ["environments", environment, "config", name],
    })),
  );
  return [...base, ...overlays];
}

/** The variables and files of every layer, as they were written. */
function variables(spec: Spec): readonly Written[] {
  return writtenWorkloads(spec).flatMap(({ path, spec: { env, files } }) => [
    ...Object.entries(env ?? {}).map(([name, entry]) => ({
      name,
      value: entry?.value ?? "",
      path: [...path, "env", name],
    })),
    ...Object.entries(files ?? {}).map(([name, file]) => ({
      name: "",
      value: file?.content ?? "",
      path: [...path, "files", name],
    })),
  ]);
}

/** A value is a secret by its form, or by its name unless it refers to one, is a path, a number, a boolean or empty. */
function isSecret(name: string, value: string): boolean {
  if (secretValues.some((pattern) => pattern.test(value))) return true;
  const isHarmless = value === "" || value.includes("${") || /^(\/\S*|[0-9.]+|true|false)$/i.test(value);
  return secretName.test(name) && !isHarmless;
}

/**
 * Whether a description consists of words. A single word is a value if it has digits or symbols and eight characters, if it
 * starts in lower case and has a digit, or if it is longer than words are.
 */
function isDescribed(description: string): boolean {
  if (secretValues.some((pattern) => pattern.test(description))) return false;
  if (/\s/.test(description)) return true;
  const isCode = description.length >= 8 && /[0-9!#$%^&*_+=/\\]/.test(description);
  return !isCode && !/^[a-z]\S*\d/.test(description) && !/^[A-Za-z0-9]{20,}$/.test(description);
}
