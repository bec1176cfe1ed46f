// Texts in HCL, in the configuration of nginx, in Compose's templates and in comments.
import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { oneLine } from "../../../compiler/literals/comment.ts";
import { quoteHcl } from "../../../compiler/literals/hcl.ts";
import { quoteNginx } from "../../../compiler/literals/nginx.ts";
import { escapeDollars, required } from "../../../compiler/targets/compose/interpolate.ts";
import { anyText } from "../../support/texts.ts";
import { tries } from "../../support/thorough.ts";

const runs = { seed: 1, numRuns: tries(3000) };

test("HCL finds the text that was written, and no template in it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const literal = quoteHcl(text);
      // Both versions of the language look for templates before they look for escapes, and both know these escapes.
      assert.not.match(literal, /[$%]\{/);
      assert.not.match(literal, /\n/);
      assert.is(JSON.parse(literal), text);
    }),
    runs,
  );
  assert.is(quoteHcl("${x} %{y} $${z} 5%"), '"\\u0024{x} \\u0025{y} $\\u0024{z} 5%"');
});

test("nginx finds the parameter that was written", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const literal = quoteNginx(text);
      if (literal.startsWith('"')) {
        assert.match(literal, /^"(?:[^"\\]|\\["\\])*"$/s);
        assert.is(literal.slice(1, -1).replaceAll(/\\(["\\])/g, "$1"), text);
      } else {
        assert.is(literal, text);
        assert.not.match(literal, /[\s;{}"'\\#$]/);
        assert.not.equal(literal, "");
      }
    }),
    runs,
  );
});

test("Compose finds the text that was written, and no variable in it", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.is(interpolated(escapeDollars(text)), text);
    }),
    runs,
  );
});

test("the message of a variable that has to be set does not end the expression", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      assert.match(required("NAME", text), /^\$\{NAME:\?[^{}$\n\r]*\}$/);
    }),
    runs,
  );
  assert.is(required("HOST", "The host.\n{x} costs $5"), "${HOST:?The host. x costs 5}");
});

test("a comment stays on its line, for every reader, and says the same", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const comment = oneLine(text);
      // YAML 1.1 ends lines at U+0085, U+2028 and U+2029 too, and refuses control characters and what is no character.
      assert.not.match(comment, /[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/u);
      assert.is(comment, comment.trim());
      const words = (from: string): string => from.replaceAll(/[\s\p{Cc}\ufffe\uffff]+/gu, "");
      assert.is(words(comment), words(text));
    }),
    runs,
  );
  assert.is(oneLine(" two\n  lines\u0085x: y "), "two lines x: y");
});

/** A text of Compose without variables (Compose specification, Interpolation); undefined if it has one. */
function interpolated(template: string): string | undefined {
  const rest = template.replaceAll("$$", "");
  return rest.includes("$") ? undefined : template.replaceAll("$$", "$");
}

test.run();
