import type { DerivedSecret } from "./platform.ts";
import { secretsIn, soleSecret, type Text } from "./text.ts";
import type { Workload } from "./workload.ts";

/** Where secrets are mounted in every container (Docker's convention). */
export const secretsDirectory = "/run/secrets";

/** The secrets that a workload reads: mounted below /run/secrets, mounted as other files, or read from variables. */
export function secretsUsed({ secrets, files, env }: Pick<Workload, "secrets" | "files" | "env">): readonly string[] {
  const inFiles = files.flatMap(({ content }) => (content.kind === "secret" ? [content.secret] : []));
  const inEnvironment = env.flatMap(({ as, secret }) => (as === "env" && secret !== undefined ? [secret] : []));
  return [...secrets, ...inFiles, ...inEnvironment];
}

/** The secrets that are composed of others, in one environment. Equal values are one secret. */
export class DerivedSecrets {
  readonly #taken: Set<string>;
  readonly #byText = new Map<string, DerivedSecret>();

  /** `declared` are the names that derived secrets must not take. */
  constructor(declared: readonly string[]) {
    this.#taken = new Set(declared);
  }

  /** The secret of a value: the only one that it consists of, or a composed one. Undefined for a value without secrets. */
  nameOf(text: Text, suggestedName: string): string | undefined {
    const sole = soleSecret(text);
    if (sole !== undefined) return sole;
    if (secretsIn(text).length === 0) return undefined;
    const key = JSON.stringify(text);
    const existing = this.#byText.get(key);
    if (existing) return existing.name;
    const name = this.#free(suggestedName);
    this.#taken.add(name);
    this.#byText.set(key, { name, text });
    return name;
  }

  /** All of them, by name. */
  sorted(): readonly DerivedSecret[] {
    return [...this.#byText.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #free(name: string): string {
    return this.#taken.has(name) ? this.#free(`${name}-composed`) : name;
  }
}
