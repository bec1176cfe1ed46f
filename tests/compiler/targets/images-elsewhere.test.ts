// Images from elsewhere arrive as they are named, with a tag, a digest, both or neither, and a lock file knows them by
// the same name.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { compile } from "../../../compiler/compile.ts";
import { imagesToPin } from "../../../compiler/targets/plan.ts";
import { imagesIn } from "../../support/images.ts";
import { sourceOf } from "../../support/sources.ts";

const written = `sha256:${"a".repeat(64)}`;
const locked = `sha256:${"b".repeat(64)}`;

interface Case {
  readonly image: string;
  /** What a cluster runs; a tag always belongs to it. */
  readonly cluster: string;
  readonly compose: string;
  /** Whether the lock file has a digest of it. */
  readonly isLocked?: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  "a tag": { image: "a.example/b:1.0", cluster: "a.example/b:1.0", compose: "a.example/b:1.0" },
  "a locked tag": {
    image: "a.example/b:1.0",
    cluster: `a.example/b:1.0@${locked}`,
    compose: `a.example/b:1.0@${locked}`,
    isLocked: true,
  },
  nothing: { image: "a.example:5000/b", cluster: "a.example:5000/b:latest", compose: "a.example:5000/b" },
  "nothing, but a lock": {
    image: "a.example:5000/b",
    cluster: `a.example:5000/b:latest@${locked}`,
    compose: `a.example:5000/b@${locked}`,
    isLocked: true,
  },
  "a digest": {
    image: `b@${written}`,
    cluster: `b:latest@${written}`,
    compose: `b@${written}`,
  },
  "a tag and a digest": {
    image: `b:1.0@${written}`,
    cluster: `b:1.0@${written}`,
    compose: `b:1.0@${written}`,
  },
};

for (const [name, { image, cluster, compose, isLocked = false }] of Object.entries(cases)) {
  test(`an image that is named with ${name}`, async () => {
    const text = `platform: { name: shop, description: A small shop. }
environments: { prod: { tier: production } }
targets: { docker: { enabled: false }, kustomize: { enabled: true }, helm: { enabled: true } }
services:
  till: { image: "${image}", port: 8080, health: /health }
`;
    const lock = { "platform.lock.yaml": `version: 1\nimages: { "${image}": "${locked}" }\n` };
    const { files, platform } = await compile(sourceOf(text, isLocked ? lock : {}));
    if (!platform) throw new Error("it does not compile");
    const found = (path: RegExp): readonly string[] =>
      files.filter((file) => path.test(file.path)).flatMap((file) => imagesIn(file.path, file.text));
    assert.equal(found(/^docker-compose\.prod\.yml$/), [compose]);
    assert.equal(found(/^kubernetes\/base\/till\/deployment\.yaml$/), [cluster]);
    assert.ok(found(/^helm\/shop\/values\.yaml$/).includes(cluster));
    const isPinned = image.includes("@");
    assert.is(imagesToPin(platform).includes(image), !isPinned);
    assert.equal(
      imagesToPin(platform).filter((one) => !one.startsWith("busybox:")),
      isPinned ? [] : [image],
    );
  });
}

test.run();
