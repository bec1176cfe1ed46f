// What a `.dockerignore` file leaves out: the cases of the documentation of Docker, and folders of which a line includes a part.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { IgnoreFile } from "../../../compiler/dockerfile/ignore-file.ts";

const cases: readonly (readonly [
  lines: readonly string[],
  excluded: readonly string[],
  included: readonly string[],
])[] = [
  [[], [], ["a"]],
  [
    ["# a", "", "  b  "],
    ["b", "b/c"],
    ["a", "c/b"],
  ],
  [["/a/", "./b"], ["a", "a/c", "b"], ["c/a"]],
  [["*.md", "!README.md"], ["a.md"], ["README.md", "docs/a.md"]],
  [["*.md", "!README*.md", "README-secret.md"], ["README-secret.md"], ["README-a.md"]],
  [["**/*.pem"], ["a.pem", "a/b/c.pem"], ["pem", "a.pem.txt"]],
  [
    ["*/temp*", "a?"],
    ["b/temporary", "ab", "ab/c"],
    ["temp", "b/c/temp", "a", "abc"],
  ],
  [
    ["*", "!src"],
    ["a", "a/src"],
    ["src", "src/a"],
  ],
  [["docs", "!docs/guide.md"], ["docs/a.md"], ["docs", "docs/guide.md"]],
  [
    ["docs/[a-c].md", "a+b"],
    ["docs/a.md", "a+b"],
    ["docs/d.md", "aab"],
  ],
];

for (const [lines, excluded, included] of cases) {
  test(lines.join(", ") || "nothing", () => {
    const file = new IgnoreFile(lines.join("\n"));
    assert.equal(
      [...excluded, ...included].filter((path) => file.excludes(path)),
      [...excluded],
    );
  });
}

test.run();
