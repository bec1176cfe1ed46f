// Any text arrives in a container as it was written, through the references that Kubernetes itself resolves.
import fastCheck from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parse } from "yaml";
import { escapeReferences } from "../../../compiler/kubernetes/text.ts";
import { printYaml } from "../../../compiler/literals/yaml-document.ts";

/** What the kubelet makes of a text (k8s.io/kubernetes/third_party/forked/golang/expansion), with every variable known. */
function expanded(text: string): string {
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const [character, next] = [text.charAt(i), text.charAt(i + 1)];
    if (character !== "$" || i + 1 === text.length) result += character;
    else if (next === "$") {
      result += "$";
      i++;
    } else if (next === "(" && text.includes(")", i)) {
      result += "VALUE";
      i = text.indexOf(")", i);
    } else result += character;
  }
  return result;
}

const dollars = fastCheck.string({ unit: fastCheck.constantFrom("$", "(", ")", "A", "{", "}", " ") });

test("a text is not taken for a reference", () => {
  fastCheck.assert(fastCheck.property(dollars, (text) => assert.is(expanded(escapeReferences(text)), text)));
});

const anyValue = fastCheck.letrec<{ value: unknown }>((tie) => ({
  value: fastCheck.oneof(
    { maxDepth: 4 },
    fastCheck.string({ unit: "grapheme" }),
    fastCheck.constantFrom("yes", "~", "1e3", "0o17", "- a", "a: b", "#", "|", "\n", "a\nb\n", " a", "null", "<<"),
    fastCheck.integer(),
    fastCheck.boolean(),
    fastCheck.constant(null),
    fastCheck.array(tie("value"), { maxLength: 3 }),
    fastCheck.dictionary(fastCheck.string({ unit: "grapheme" }), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

for (const version of ["1.1", "1.2"] as const) {
  test(`a printed document is read by YAML ${version} as it was`, () => {
    const value = fastCheck.oneof(
      fastCheck.array(anyValue, { maxLength: 4 }),
      fastCheck.dictionary(fastCheck.string({ unit: "grapheme" }), anyValue, { maxKeys: 4, noNullPrototype: true }),
    );
    fastCheck.assert(
      fastCheck.property(value, (document) => {
        assert.equal(parse(printYaml(document), { version, merge: false }), document);
      }),
    );
  });
}

test.run();
