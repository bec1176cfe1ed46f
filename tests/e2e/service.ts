import * as assert from "node:assert/strict";

/** What the applications tell about themselves. */
export interface About {
  readonly user: string;
  readonly groups: readonly string[];
  readonly capabilities: Readonly<Record<string, string>>;
  readonly noNewPrivileges: boolean;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** A service that runs, at an address. */
export class RunningService {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** What it answers, of whatever status; the error when it cannot be reached. */
  async ask(path: string): Promise<unknown> {
    try {
      const response = await fetch(`${this.#url}${path}`, { signal: AbortSignal.timeout(5000) });
      const text = await response.text();
      return response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text;
    } catch (error) {
      const { cause } = error as Error;
      return cause instanceof Error ? cause.message : String(error);
    }
  }

  async about(): Promise<About> {
    return (await this.ask("/about")) as About;
  }

  /** Fails unless writing to these folders ends as it should: `runs`, `written` or an error. */
  async assertWrites(wanted: Readonly<Record<string, string>>): Promise<void> {
    const found: Record<string, unknown> = {};
    for (const path of Object.keys(wanted)) found[path] = await this.ask(`/write?folder=${path}`);
    assert.deepEqual(found, wanted);
  }

  /** Fails unless it runs as the platform's user, without a way to more. */
  async assertUnprivileged(): Promise<void> {
    const { user, groups, capabilities, noNewPrivileges } = await this.about();
    assert.equal(user, "10001:10001");
    assert.deepEqual(groups, ["10001"]);
    assert.deepEqual([...new Set(Object.values(capabilities))], ["0000000000000000"]);
    assert.equal(noNewPrivileges, true);
  }

  /** Fails unless it reads these secrets from files, and has them nowhere in its environment. */
  async assertReadsSecrets(secrets: ReadonlyMap<string, string>, files: readonly string[]): Promise<void> {
    const about = await this.about();
    const wanted = Object.fromEntries(files.map((name) => [name, secrets.get(secretOf(about, name))]));
    assert.deepEqual(about.secrets, wanted);
    assertHoldsNone(JSON.stringify(about.environment), secrets);
  }
}

/** Fails when a text has a secret in it. */
export function assertHoldsNone(text: string, secrets: ReadonlyMap<string, string>): void {
  const found = [...secrets].filter(([, value]) => text.includes(value)).map(([name]) => name);
  assert.deepEqual(found, []);
}

function secretOf({ environment }: About, name: string): string {
  return environment[name]?.split("/").at(-1) ?? "";
}
