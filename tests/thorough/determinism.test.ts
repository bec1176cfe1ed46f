// The same specification makes the same bytes: again, with its keys in another order, with other line ends, and
// whatever the directory, the time zone, the locale and the umask of the process.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { isCollection, isMap, parseDocument } from "yaml";
import { type CompileResult, compile } from "../../compiler/compile.ts";
import type { SpecSource } from "../../compiler/source/host.ts";
import { compiledAt, sourceBeside } from "../support/compiled.ts";
import { type Files, readFolder } from "../support/golden.ts";
import { Random } from "../support/random.ts";
import { platformSpecs, root, sourceAt } from "../support/sources.ts";
import { assertText } from "../support/text.ts";

/** The cases that are not about how YAML is written. */
const goldens = fastGlob.sync("tests/golden/!(yaml-*)/platform.yaml", { cwd: root }).sort();

/** The same specification, written as `change` says. */
function changed(spec: string, change: (text: string) => string): SpecSource {
  const source = sourceBeside(spec);
  const read = (path: string): Uint8Array | undefined => {
    const bytes = source.read(path);
    return path === source.path && bytes ? new TextEncoder().encode(change(new TextDecoder().decode(bytes))) : bytes;
  };
  return { ...source, read };
}

/** Everything that a compilation says, but for the places: files with their modes, and what it finds. */
function saidBy({ files, diagnostics, output }: CompileResult): string {
  const findings = diagnostics.map(({ code, message, help }) => `${code} ${message} ${help ?? ""}\n`).sort();
  const texts = files.map(({ path, mode, isOnce, text }) => `${path} ${mode.toString(8)} ${isOnce}\n${text}`);
  return [`output: ${output}\n`, ...texts, ...findings].join("");
}

function assertSame(found: CompileResult, wanted: CompileResult): void {
  assertText("what it compiles to", saidBy(found), saidBy(wanted), "The two have to be the same.");
}

const lineEnds: Readonly<Record<string, (text: string) => string>> = {
  "with CRLF at the ends of its lines": (text) => text.replaceAll("\n", "\r\n"),
  "with a byte order mark": (text) => `\uFEFF${text}`,
  "with both": (text) => `\uFEFF${text.replaceAll("\n", "\r\n")}`,
};

for (const spec of platformSpecs) {
  test(`${spec}: a second run gives the same`, async () => {
    assertSame(await compile(sourceBeside(spec)), await compiledAt(spec));
  });

  for (const [how, change] of Object.entries(lineEnds)) {
    test(`${spec}: ${how} it gives the same`, async () => {
      const source = changed(spec, change);
      assert.is.not(source.read(source.path)?.length, sourceAt(spec).read(spec)?.length, "nothing was changed");
      assertSame(await compile(source, { verify: false }), await compiledAt(spec));
    });
  }
}

for (const spec of [...platformSpecs, ...goldens]) {
  test(`${spec}: the order of its keys changes nothing`, async () => {
    // Printing YAML anew writes some numbers in another way, therefore both are printed.
    const wanted = await compile(
      changed(spec, (text) => shuffled(text, undefined)),
      { verify: false },
    );
    for (const seed of platformSpecs.includes(spec) ? [1, 2] : [1]) {
      const found = await compile(
        changed(spec, (text) => shuffled(text, seed)),
        { verify: false },
      );
      assertSame(found, wanted);
    }
  });
}

test("shuffling does change the order of keys, at every level", () => {
  const text = readFileSync(`${root}spec/platform.yaml`, "utf8");
  const before = parseDocument(shuffled(text, undefined)).toJS();
  assert.equal(before, parseDocument(text).toJS());
  const after = parseDocument(shuffled(text, 1)).toJS();
  assert.equal(after, before);
  for (const path of [[], ["services"], ["services", "api"], ["services", "api", "env"]]) {
    const keys = (value: unknown): readonly string[] =>
      Object.keys(path.reduce((owner, key) => (owner as Record<string, unknown>)[key], value) as object);
    assert.not.equal(keys(after), keys(before), path.join("."));
  }
});

const surroundings: Readonly<Record<string, { readonly env: NodeJS.ProcessEnv; readonly umask: string }>> = {
  "in a usual shell": { env: { TZ: "UTC", LANG: "en_US.UTF-8" }, umask: "0022" },
  "far east, in Turkish, and private": { env: { TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8" }, umask: "0077" },
  "in no locale, open to all": { env: { TZ: "America/St_Johns", LANG: "C", LC_ALL: "C" }, umask: "0000" },
};

test("the command writes the same files and modes wherever it runs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "varai-gen-"));
  // One repository holds all that is written.
  mkdirSync(join(folder, ".git"));
  try {
    const written = Object.values(surroundings).map(({ env, umask }, index) => {
      // Each run has its own working directory, and its own copy of the specification.
      const cwd = join(folder, `${index}`, "a b");
      mkdirSync(cwd, { recursive: true });
      const text = readFileSync(`${root}spec/platform.yaml`, "utf8");
      writeFileSync(join(cwd, "platform.yaml"), index === 1 ? text.replaceAll("\n", "\r\n") : text);
      const script = `umask ${umask} && exec "$0" "$1" --out ../out`;
      execFileSync("sh", ["-c", script, process.execPath, `${root}dist/varai-gen.cjs`], {
        cwd,
        env: { ...env, PATH: process.env.PATH },
        stdio: "pipe",
      });
      return withModes(join(folder, `${index}`, "out"));
    });
    const [first = new Map<string, string>(), ...others] = written;
    const { files } = await compiledAt("spec/platform.yaml");
    assert.equal([...first.keys()], [".varai-gen.manifest", ...files.map(({ path }) => path)].sort());
    for (const { path, text, mode, isOnce } of files) {
      // What belongs to the user afterwards may have a mode of its own.
      if (!isOnce) assert.is(first.get(path), `${mode.toString(8)}\n${text}`, path);
    }
    for (const other of others) assert.equal(Object.fromEntries(other), Object.fromEntries(first));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Each file with its mode in front, the manifest included. */
function withModes(folder: string): Files {
  const entries = [...readFolder(folder)].map(([path, text]) => {
    const mode = (statSync(`${folder}/${path}`).mode & 0o777).toString(8);
    return [path, `${mode}\n${text}`] as const;
  });
  return new Map(entries);
}

/** The same specification with the keys of each of its maps in another order, or without a seed in the same one. */
function shuffled(text: string, seed: number | undefined): string {
  const random = seed === undefined ? undefined : new Random(seed);
  const document = parseDocument(text);
  const visit = (node: unknown): void => {
    if (isMap(node)) {
      if (random) node.items = random.shuffled(node.items);
      for (const { value } of node.items) visit(value);
    } else if (isCollection(node)) for (const item of node.items) visit(item);
  };
  visit(document.contents);
  return document.toString({ lineWidth: 0 });
}

test.run();
