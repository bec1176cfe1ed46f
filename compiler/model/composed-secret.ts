import type { Environment } from "./platform.ts";
import { secretsIn, type Text } from "./text.ts";

/** The string that a derived secret is, and the secrets that it consists of, sorted. */
export function composedSecret(
  name: string,
  { derivedSecrets }: Environment,
): { readonly from: readonly string[]; readonly text: Text } {
  const text = derivedSecrets.find((secret) => secret.name === name)?.text ?? [];
  return { from: [...new Set(secretsIn(text))].sort(), text };
}

/** The name of a secret as a field of a Go template, which takes no dashes. */
export function variableOf(secret: string): string {
  return secret.replaceAll("-", "_");
}
