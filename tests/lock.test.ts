// With a lock file that is complete, every output names every image from elsewhere by its digest.
import { createHash } from "node:crypto";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type CompileResult, compile } from "../compiler/compile.ts";
import { lockPathOf, lockText } from "../compiler/spec/lock.ts";
import { targets } from "../compiler/targets/index.ts";
import { imagesToPin } from "../compiler/targets/plan.ts";
import { compiledAt } from "./support/compiled.ts";
import { imagesIn, unpinnedIn } from "./support/images.ts";
import { platformSpecs, sourceAt } from "./support/sources.ts";

const digestFor = (image: string): string => `sha256:${createHash("sha256").update(image).digest("hex")}`;

for (const spec of platformSpecs) {
  test(`${spec} leaves no image without its digest`, async () => {
    const source = sourceAt(spec);
    const withLock = (text: Uint8Array | undefined): Promise<CompileResult> =>
      compile(
        { ...source, read: (path) => (path === lockPathOf(spec) ? text : source.read(path)) },
        // Other tests parse these files.
        { verify: false },
      );
    const unlocked = await withLock(undefined);
    if (!unlocked.platform) throw new Error("it does not compile");
    const images = imagesToPin(unlocked.platform);
    assert.ok(images.length > 0);
    const digests = new Map(images.map((image) => [image, digestFor(image)]));
    const lock = new TextEncoder().encode(lockText(digests));
    const locked = await withLock(lock);
    assert.equal(
      locked.diagnostics.filter(({ code }) => code.startsWith("lock/")),
      [],
    );
    const before = new Map(unlocked.files.map(({ path, text }) => [path, text]));
    const after = new Map(locked.files.map(({ path, text }) => [path, text]));
    const registry = locked.platform?.registry ?? "";
    assert.ok(unpinnedIn(before, images, registry).length >= images.length, "the search finds nothing");
    assert.equal(unpinnedIn(after, images, registry), []);
    const named = new Set([...after].flatMap(([path, text]) => imagesIn(path, text)));
    for (const [image, digest] of digests) assert.ok(named.has(`${image}@${digest}`), `${image} is pinned nowhere`);
    // Nothing else is different.
    for (const [path, text] of after) {
      assert.is(withoutDigests(text), withoutDigests(before.get(path) ?? ""), path);
    }
  });
}

/** A text without digests: in references, in values, and in the table of values of a chart's README. */
function withoutDigests(text: string): string {
  return text.replaceAll(/@?sha256:[0-9a-f]{64}/g, "").replaceAll(/^.*digest.*\n/gim, "");
}

test("VARAi's images are pinned in the files of every target", async () => {
  const [spec = ""] = platformSpecs;
  const { platform } = await compiledAt(spec);
  if (!platform) throw new Error("it does not compile");
  const enabled = targets.filter(({ name }) => platform.targets[name]?.enabled !== false);
  for (const target of enabled.filter((one) => one.images(platform, targets).length > 0)) {
    const own = await compile(sourceAt(spec), { only: [target.name], verify: false });
    const found = own.files.flatMap(({ path, text }) => imagesIn(path, text)).map((image) => image.replace(/@.*/, ""));
    for (const image of target.images(platform, targets))
      assert.ok(found.includes(image), `${target.name} does not show ${image}`);
  }
});

test.run();
