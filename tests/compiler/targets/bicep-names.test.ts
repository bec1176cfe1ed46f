// Two things never get one name, and nothing gets a name of Bicep's own.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compactName, joinNames, roles, shortName, symbolOf } from "../../../compiler/targets/bicep/names.ts";
import { vocabulary } from "../../../compiler/targets/bicep/vocabulary.ts";
import { type VariableKind, variableOf } from "../../../compiler/targets/deployment-variables.ts";
import { root } from "../../support/sources.ts";
import { tries } from "../../support/thorough.ts";

const runs = { seed: 1, numRuns: tries(20_000) };
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

test("a symbol has an underscore, which no word of Bicep and no symbol of a template has", () => {
  fc.assert(
    fc.property(fc.oneof(name, wordy()), role, (one, as) => {
      assert.match(symbolOf(one, as), /^[a-z0-9_]*_[a-z0-9_]*$/);
    }),
    runs,
  );
  assert.equal(
    [...vocabulary, ...templateSymbols()].filter((word) => word.includes("_")),
    [],
  );
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
  assert.is(symbolOf("virtual-try-on", "app"), "virtual_try_on_app");
  assert.is.not(symbolOf("web-1", "app"), symbolOf("web1", "app"));
  assert.is.not(symbolOf("web-app", "job").toLowerCase(), symbolOf("webapp", "job").toLowerCase());
  assert.is(symbolOf("5g-core", "app"), "_5g_core_app");
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

/** What templates declare themselves. */
function templateSymbols(): readonly string[] {
  const files = fastGlob.sync("templates/bicep/**/*.hbs", { cwd: root, absolute: true });
  return files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^(?:param|var|resource|output|type|module) ([a-zA-Z_]+)/gm)].map(
      ([, symbol = ""]) => symbol,
    ),
  );
}

/** Names out of Bicep's words and our own. */
function wordy(): fc.Arbitrary<string> {
  const words = [...vocabulary, ...templateSymbols(), ...roles].map((word) =>
    word
      .replaceAll("_", "-")
      .replaceAll(/(?<=.)[A-Z]/g, (letter) => `-${letter}`)
      .toLowerCase(),
  );
  return fc
    .array(fc.constantFrom(...words), { minLength: 1, maxLength: 2 })
    .map((parts) => parts.join("-").slice(0, 40).replace(/-$/, ""));
}

test.run();
