// Texts in pipelines of GitHub, GitLab and Azure Pipelines: what means something to one of them arrives as it was written.
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { quoteExpression, quoteStep, quoteWorkflow } from "../../../compiler/literals/github.ts";
import { quoteGitlab } from "../../../compiler/literals/gitlab.ts";
import { hostileTexts } from "../../support/hostile.ts";
import { anyText } from "../../support/texts.ts";
import { tries } from "../../support/thorough.ts";

const runs = { seed: 1, numRuns: tries(3000) };

/** Texts with what starts an expression in many of them. */
const anyExpression = fc
  .array(fc.oneof(anyText, fc.constantFrom("$", "{", "${{", "}}", "'", "$$", " ", "$(", ")", "##vso[", "##[")))
  .map((parts) => parts.join(""));

test("a string of a workflow is the text once GitHub has evaluated its expressions", () => {
  fc.assert(
    fc.property(anyExpression, (text) => {
      const value: unknown = parse(quoteWorkflow(text));
      assert.is(
        String(value).replaceAll("${{ '${{' }}", () => "${{"),
        text,
      );
      assert.is(typeof value, "string");
    }),
    runs,
  );
  assert.is(quoteWorkflow("a ${{ b }}"), "\"a ${{ '${{' }} b }}\"");
});

test("a word of a step is the text, and starts no expression, macro or command", () => {
  const own = [
    "${{ secrets.TOKEN }}",
    "a'${{'b",
    "$${{",
    "${{${{",
    "$(x)",
    "a'$('b",
    "$$(",
    "##vso[task.complete]",
    "####[x",
  ];
  const texts = [...hostileTexts, ...own].filter((text) => !text.includes("\0"));
  const { stdout } = spawnSync("bash", ["-c", `printf '%s\\0' ${texts.map(quoteStep).join(" ")}`], {
    encoding: "utf8",
  });
  assert.equal(stdout.split("\0").slice(0, -1), texts);
  fc.assert(
    fc.property(anyExpression, (text) => assert.not.match(quoteStep(text), /\$\{\{|\$\(|##(vso)?\[/)),
    runs,
  );
});

test("a string of an expression has its quotes doubled", () => {
  assert.is(quoteExpression("it's"), "'it''s'");
});

test("a variable of GitLab is the text, and names no other", () => {
  fc.assert(
    fc.property(anyExpression, (text) => {
      const value = String(parse(quoteGitlab(text)));
      assert.is(
        value.replaceAll("$$", () => "$"),
        text,
      );
      assert.not.match(value.replaceAll("$$", ""), /\$/);
    }),
    runs,
  );
});

test.run();
