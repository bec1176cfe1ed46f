// Two things never get one name, and nothing gets a name of Bicep's own.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import {
  compactName,
  fixedSymbols,
  joinNames,
  roles,
  shortName,
  symbolOf,
  type VariableKind,
  variableOf,
} from "../../../compiler/targets/bicep/names.ts";
import { vocabulary } from "../../../compiler/targets/bicep/vocabulary.ts";

const runs = { seed: 1, numRuns: 20_000 };
// Few letters, so that names meet as soon as anything lets them.
const name = fc.stringMatching(/^[ab1]([ab1-]{0,4}[ab1])?$/);
const role = fc.constantFrom(...roles);

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whatever two inputs differ in, their names differ. */
function isInjective<T>(inputs: fc.Arbitrary<T>, naming: (input: T) => string): void {
  fc.assert(
    fc.property(inputs, inputs, (a, b) => isSame(a, b) || naming(a) !== naming(b)),
    runs,
  );
}

test("symbols of different things differ", () => {
  isInjective(fc.tuple(name, role), ([one, as]) => symbolOf(one, as));
  isInjective(fc.tuple(wordy(), role), ([one, as]) => symbolOf(one, as));
});

test("a symbol is an identifier that Bicep does not have, and no template declares", () => {
  const fixed = new Set<string>(fixedSymbols);
  fc.assert(
    fc.property(fc.oneof(name, wordy()), role, (one, as) => {
      const symbol = symbolOf(one, as);
      assert.match(symbol, /^[A-Za-z_][A-Za-z0-9_]*$/);
      assert.not.ok(vocabulary.has(symbol) || fixed.has(symbol), symbol);
    }),
    runs,
  );
});

test("templates declare no word of Bicep", () => {
  for (const symbol of fixedSymbols) assert.not.ok(vocabulary.has(symbol), symbol);
});

test("no role ends in another one", () => {
  for (const one of roles) {
    assert.equal(
      roles.filter((other) => other !== one && one.endsWith(other)),
      [],
    );
  }
});

test("names that differ by a dash stay apart", () => {
  assert.is(symbolOf("virtual-try-on", "App"), "virtualTryOnApp");
  assert.is(symbolOf("web-1", "App"), "web_1App");
  assert.is(symbolOf("web1", "App"), "web1App");
  assert.is(symbolOf("5g-core", "App"), "_5gCoreApp");
  assert.is(symbolOf("a--b", "App"), "a_BApp");
});

test("environment variables of different things differ", () => {
  const kinds: readonly VariableKind[] = ["digest", "secret"];
  const setting = fc.stringMatching(/^[ABa_][ABa_1]{0,4}$/).map((one) => ["setting", one] as const);
  isInjective(fc.oneof(fc.tuple(fc.constantFrom(...kinds), name), setting), ([kind, one]) => variableOf(kind, one));
  for (const one of ["user", "path", "home"]) assert.match(variableOf("secret", one), /^SECRET_/);
  assert.is(variableOf("setting", "HOSTNAME"), "CONFIG_HOSTNAME");
});

test("joined and shortened names differ, and are short enough", () => {
  isInjective(fc.tuple(name, name), (names) => joinNames(names, 14));
  isInjective(fc.stringMatching(/^[ab][ab-]{0,12}$/), (one) => shortName(one, 12));
  isInjective(fc.stringMatching(/^[ab][ab-]{0,12}$/), (one) => compactName(one, 11));
  fc.assert(
    fc.property(wordy(), wordy(), (a, b) => {
      assert.ok(joinNames([a, b], 32).length <= 32);
      assert.match(joinNames([a, b], 32), /^(?!.*--)[a-z0-9-]*[a-z0-9]$/);
      assert.ok(shortName(a, 10).length <= 10);
    }),
    runs,
  );
});

/** Names out of Bicep's words and our own. */
function wordy(): fc.Arbitrary<string> {
  const words = [...vocabulary, ...fixedSymbols, ...roles].map((word) =>
    word.replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase(),
  );
  return fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 2 })
    .map((parts) => parts.join("-").slice(0, 40).replace(/-$/, ""));
}

test.run();
