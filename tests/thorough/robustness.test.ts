// Whatever stands in a specification, compiling it throws nothing: there are files, or it is said where what is wrong.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type CompileResult, compile } from "../../compiler/compile.ts";
import { catalog } from "../../compiler/diagnostics/catalog/catalog.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { formatPretty } from "../../compiler/diagnostics/format-pretty.ts";
import type { SpecSource } from "../../compiler/source/host.ts";
import type { Location } from "../../compiler/source/source-file.ts";
import { mutated } from "../support/mutations.ts";
import { Random } from "../support/random.ts";
import { platformSpecs, sourceAt } from "../support/sources.ts";

const plain = { error: String, warning: String, note: String, dim: String, bold: String };

/** How many ways to break each specification are tried; the larger ones take longer. */
const tries: Readonly<Record<string, number>> = {
  "spec/platform.yaml": 60,
  "examples/azora/platform.yaml": 40,
  "examples/slidegenie/platform.yaml": 100,
  "examples/supacrypt/platform.yaml": 250,
  "examples/xorb/platform.yaml": 80,
};

for (const spec of platformSpecs) {
  test(`${spec}: however it is broken, there are files or findings, and nothing is thrown`, async () => {
    const text = new TextDecoder().decode(sourceAt(spec).read(spec));
    const count = tries[spec] ?? 200;
    let refused = 0;
    for (let seed = 0; seed < count; seed++) {
      const broken = mutated(text, new Random(seed));
      const result = await compileAnything(sourceWith(spec, new TextEncoder().encode(broken)), () => `seed ${seed}`);
      if (result.platform === undefined) refused++;
    }
    assert.ok(refused > count / 2, "hardly anything was broken");
    assert.ok(refused < count, "nothing else was tried than what is refused at once");
  });
}

test("bytes that are no text are refused", async () => {
  const bytes = sourceAt("spec/platform.yaml").read("spec/platform.yaml") ?? new Uint8Array();
  const random = new Random(1);
  for (let count = 0; count < 20; count++) {
    const broken = bytes.slice();
    for (let flips = 0; flips < 5; flips++) broken[random.below(broken.length)] = 0x80 + random.below(0x80);
    const result = await compileAnything(sourceWith("spec/platform.yaml", broken), () => `${count}`);
    assert.is(result.platform, undefined);
  }
});

test("a file with a mistake on every line takes no time to speak of", async () => {
  const bytes = new TextEncoder().encode(`a: 1\n${"]\n".repeat(30_000)}`);
  const before = process.cpuUsage();
  const { diagnostics } = await compile(sourceWith("platform.yaml", bytes));
  const { user } = process.cpuUsage(before);
  assert.is(diagnostics.length, 1, "only the first mistake in the syntax is reported");
  assert.ok(user < 4_000_000, `it took ${(user / 1e6).toFixed(1)} s`);
});

function sourceWith(spec: string, bytes: Uint8Array): SpecSource {
  const source = sourceAt(spec);
  return { ...source, read: (path) => (path === spec ? bytes : source.read(path)) };
}

/** Compiles a specification, whatever it is, and looks at all that is said about it. */
async function compileAnything(source: SpecSource, name: () => string): Promise<CompileResult> {
  try {
    const result = await compile(source);
    const hasErrors = result.diagnostics.some(({ severity }) => severity === "error");
    assert.is(result.platform === undefined, hasErrors, "there is either a platform or an error");
    if (hasErrors) assert.equal(result.files, [], "there are no files beside an error");
    for (const finding of result.diagnostics) assert.is(problemOf(finding), undefined);
    return result;
  } catch (error) {
    // What does not fail here is of no use without the specification that it was about.
    const text = new TextDecoder().decode(source.read(source.path));
    throw new Error(`${name()}: ${error instanceof Error ? error.stack : error}\n\n${text}`, { cause: error });
  }
}

function problemOf(finding: Diagnostic): string | undefined {
  const { code, severity, message, help, location, related } = finding;
  if (!Object.hasOwn(catalog, code)) return `there is no code ${code}`;
  if (catalog[code].severity !== severity) return `${code} is not of severity ${severity}`;
  if (message.trim() === "" || help?.trim() === "") return `${code} says nothing`;
  const words = `${message} ${help ?? ""}`;
  if (/\bundefined\b|\bNaN\b|\[object /.test(words)) return `${code} has a hole that is not filled: ${words}`;
  // Only what is said of all images together has no place.
  if (!location && code !== "lock/unpinned") return `${code} has no place`;
  const places = [...(location ? [location] : []), ...(related ?? []).map((other) => other.location)];
  if (!places.every(isInside)) return `${code} is not in the source: ${JSON.stringify(places.map(rangeOf))}`;
  return formatPretty(finding, plain) === "" ? `${code} prints nothing` : undefined;
}

function isInside({ file, start, end }: Location): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= file.text.length;
}

function rangeOf({ start, end }: Location): readonly number[] {
  return [start, end];
}

test.run();
