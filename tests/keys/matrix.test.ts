// No key is ignored, on any kind of workload and in any tier: values of every key that the schema allows are tried in
// specifications of every kind. Some target's view changes, or a finding at the key says why not.
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  type KeyContext,
  monitoredContexts,
  overlayContexts,
  platformContexts,
  workloadContexts,
} from "../support/key-contexts.ts";
import { Compiled } from "../support/key-effects.ts";
import { type Pair, tryKey } from "../support/key-matrix.ts";
import { placesBelow } from "../support/key-places.ts";
import { exceptionFor } from "../support/untried-keys.ts";

const pairs: Pair[] = [];

/** Names of the contexts that are tried, as a regular expression: `CONTEXT=monitored npm run keys -- matrix`. Missing: all. */
const chosen = new RegExp(process.env.CONTEXT ?? "");

for (const context of [...workloadContexts, ...overlayContexts, ...platformContexts, ...monitoredContexts].filter(
  ({ name }) => chosen.test(name),
)) {
  test(`no key is ignored: ${context.name}`, async () => {
    const errors = (await Compiled.of(context.spec)).diagnostics.filter(({ severity }) => severity === "error");
    assert.equal(
      errors.map(({ message }) => message),
      [],
    );
    const found = await pairsOf(context);
    pairs.push(...found);
    assert.equal(namesOf(found, ["silent"]), []);
    assert.equal(namesOf(found, ["refused", "untried"]), []);
  });
}

test.after(() => {
  const values = pairs.reduce((sum, pair) => sum + pair.effects.length, 0);
  const excepted = pairs.filter((pair) => isIgnored(pair) && exceptionFor(pair) !== undefined).length;
  const { user, system } = process.cpuUsage();
  const seconds = Math.round((user + system) / 1e6);
  process.stdout.write(
    `\n  ${pairs.length} pairs of key and context, ${values} values, ${excepted} pairs excepted with a reason; ${seconds} s of CPU\n`,
  );
});

async function pairsOf(context: KeyContext): Promise<readonly Pair[]> {
  const compiled = new Map<string, Compiled>();
  const found: Pair[] = [];
  const places = placesBelow(context.definition).filter(({ path }) => context.only?.test(path.join(".")) ?? true);
  for (const place of places) found.push(await tryKey(context, place, compiled));
  return found;
}

function isIgnored({ kind }: Pair): boolean {
  return kind === "silent" || kind === "refused" || kind === "untried";
}

/** The keys of some kinds of outcome, with the values that were tried, that no exception explains. */
function namesOf(found: readonly Pair[], kinds: readonly Pair["kind"][]): readonly string[] {
  return found
    .filter((pair) => kinds.includes(pair.kind) && exceptionFor(pair) === undefined)
    .map(({ place, values }) => `${place.path.join(".")}: ${values.map((value) => JSON.stringify(value)).join(", ")}`);
}

test.run();
