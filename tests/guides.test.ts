// The commands of guides are right for their platform: what they name is a generated file, or a folder with some.
import { existsSync, readFileSync } from "node:fs";
import fastGlob from "fast-glob";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { root } from "./support/sources.ts";

const guides = fastGlob
  .sync(["tests/golden/*/expected/*/deployment.md", "{generated,examples/*}/**/docs/deployment.md"], { cwd: root })
  .sort();

/** The commands of a guide, a line each. */
function commandsOf(guide: string): readonly string[] {
  const blocks = [...guide.matchAll(/^```bash\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
  return blocks.flatMap((block) => block.trim().split("\n"));
}

/** The paths of files that a command needs, relative to the root of the repository. */
function pathsIn(command: string): readonly string[] {
  const words = command.replace(/^[A-Z_]+="[^"]*" /, "").split(" ");
  const after = (option: string): readonly string[] =>
    words.flatMap((word, index) => (word === option ? [words[index + 1] ?? ""] : []));
  return [
    ...(words[0]?.endsWith(".sh") ? [words[0]] : []),
    ...after("--file"),
    ...after("--values"),
    ...after("--kustomize").map((folder) => `${folder}/kustomization.yaml`),
    ...(words[0] === "helm" && words[1] === "upgrade" ? [`${words[4]}/Chart.yaml`] : []),
  ];
}

/** The folder of a generated tree, and the output folder below the root of the repository that it describes. */
function treeOf(guide: string): { readonly folder: string; readonly output: string } {
  const [golden] = /^tests\/golden\/[^/]+(?=\/expected)/.exec(guide) ?? [];
  if (golden === undefined) return { folder: guide.replace(/\/?docs\/deployment\.md$/, ""), output: "." };
  const { output = ".", root: base = "." } = parse(readFileSync(`${root}${golden}/platform.yaml`, "utf8"));
  return { folder: `${golden}/expected`, output: output === base ? "." : output };
}

test("there are guides", () => {
  assert.ok(guides.length >= 2);
});

for (const guide of guides) {
  test(`the commands of ${guide} name generated files`, () => {
    const { folder, output } = treeOf(guide);
    const commands = commandsOf(readFileSync(root + guide, "utf8"));
    assert.ok(commands.length > 0);
    const missing = commands.flatMap((command) =>
      pathsIn(command)
        .map((path) => (output === "." ? path : path.replace(`${output}/`, "")))
        .filter((path) => !existsSync(`${root}${folder}/${path}`))
        .map((path) => `${command}: ${path}`),
    );
    assert.equal(missing, []);
  });
}

test.run();
