// Mistakes in the syntax of YAML: one finding for each, where a person would underline it, with the text to write.
import { test } from "uvu";
import { assertMistake, type Mistake } from "../support/mistakes.ts";

const api = "services:\n  api:\n    image: acme/api:1.2\n    health: { http: /health }\n";

const mistakes: readonly Mistake[] = [
  { name: "a tab", text: "services:\n«\t»api:\n\t  image: a/b:1\n", code: "yaml/tab", says: "Indent with spaces" },
  {
    name: "a merge conflict",
    text: `${api}    port: 3000\n«<<<<<<< HEAD»\nconfig: { A: b }\n=======\nconfig: { A: c }\n>>>>>>> other\n`,
    code: "yaml/conflict",
    says: "Keep one of the two versions",
  },
  {
    name: "no space, in the middle",
    text: `services:\n  api:\n    «port:3000»\n    image: a/b:1.2\n    health: { http: /h }\n`,
    code: "yaml/missing-space",
    says: "Write 'port: 3000'.",
  },
  {
    name: "no space, at the end",
    text: `${api}    «port:3000»\n`,
    code: "yaml/missing-space",
    says: "Write 'port: 3000'.",
  },
  {
    name: "no space, in braces",
    text: "services: { api: { image: 'a/b:1.2', health: { http: /h }, «port:3000» } }\n",
    code: "yaml/missing-space",
    says: "Write 'port: 3000'.",
  },
  { name: "no colon", text: `${api}    «port 3000»\n`, code: "yaml/syntax", says: "Write 'port: 3000'." },
  { name: "an equals sign", text: `${api}    «port = 3000»\n`, code: "yaml/syntax", says: "Write 'port: 3000'." },
  {
    name: "a colon in a value",
    text: `${api}    port: 3000\n    description: «Serves: all»\n`,
    code: "yaml/syntax",
    says: 'Quote it: "Serves: all".',
  },
  {
    name: "an open brace",
    text: "services:\n  api: «{» image: 'a/b:1.2', port: 3000\nconfig: { A: b }\n",
    code: "yaml/syntax",
    says: "Add '}' after its last entry.",
  },
  {
    name: "an open bracket",
    text: `${api}    port: 3000\n    dependsOn: «[»web\nconfig: {}\n`,
    code: "yaml/syntax",
    says: "Add ']'",
  },
  {
    name: "an open quote",
    text: `${api}    port: 3000\n    description: «"Serves.»\nconfig: {}\n`,
    code: "yaml/syntax",
    says: 'Write "Serves."',
  },
  { name: "a brace too many", text: "config: {} «}»\n", code: "yaml/syntax", says: "Remove it", instead: "" },
  {
    name: "a missing comma",
    text: "services: { api: { image: 'a/b:1.2', health: { http: /h } «port»: 3000 } }\n",
    code: "yaml/syntax",
    says: "Separate entries with commas",
  },
  {
    name: "two commas",
    text: "services: { api: { image: 'a/b:1.2', port: 3000,«,» health: { http: /h } } }\n",
    code: "yaml/syntax",
    says: "Remove it",
  },
  {
    name: "an at sign",
    text: `${api}    port: 3000\n    description: «@team»\n`,
    code: "yaml/syntax",
    says: 'Quote it: "@team".',
  },
  {
    name: "an escape that does not exist",
    text: `${api}    port: 3000\n    description: "A «\\d»."\n`,
    code: "yaml/syntax",
    says: "use single quotes",
  },
  {
    name: "a stray alias",
    text: `${api}    port: 3000\n    description: «*team»\n`,
    code: "yaml/syntax",
    says: 'Quote it: "*team".',
  },
  {
    name: "an anchor and its alias",
    text: `${api}    port: 3000\n    description: &x «Serves.»\n    imageName: *x\n`,
    code: "yaml/anchor",
    says: "write them out",
  },
  {
    name: "a line that is too deep",
    text: `${api}      «port»: 3000\n`,
    code: "yaml/syntax",
    says: "the line above has 4 spaces",
  },
  { name: "a line that is not deep enough", text: `${api}   «port»: 3000\n`, code: "yaml/syntax", says: "4 spaces" },
  {
    name: "a service that is two spaces too deep",
    text: `${api}    port: 3000\n    «web»:\n    image: a/b:1.2\n    health: { http: /h }\n    port: 3001\n`,
    code: "yaml/indentation",
    says: "Indent 'web:' less than 'image:'",
  },
  {
    name: "a service in another one",
    text: `${api}    port: 3000\n    «web»:\n      image: a/b:1.2\n      health: { http: /h }\n      port: 3001\n`,
    code: "yaml/indentation",
    says: "Indent 'web:' like 'api:'",
  },
  {
    name: "an environment in another one",
    text: "environments:\n  dev:\n    tier: development\n    «prod»:\n      tier: production\n",
    code: "yaml/indentation",
    says: "Indent 'prod:' like 'dev:'",
  },
  {
    name: "keys that are not indented",
    text: "services:\n  api:\n    image: a/b:1.2\n    port: 3000\n    health:\n    «http»: /h\n    interval: 5s\n",
    code: "yaml/indentation",
    says: "Indent 'http:' below 'health:'",
  },
  {
    name: "variables that are not indented",
    text: `${api}    port: 3000\n    env:\n    «LEVEL»: low\n    REGION: eu\n`,
    code: "yaml/indentation",
    says: "Indent 'LEVEL:' below 'env:'",
  },
  {
    name: "a key of a service beside it",
    text: "services:\n  api:\n    image: a/b:1.2\n    port: 3000\n  «health»: { http: /h }\n",
    code: "yaml/indentation",
    says: "Indent 'health:' below 'api:'",
  },
  {
    name: "a reference without quotes",
    text: "services: { web: { image: 'a/b:1.2', port: 3000, health: { http: /h }, env: { A: «${environment.name}» } } }\n",
    code: "yaml/unquoted-reference",
    says: 'Write "${environment.name}"',
  },
  {
    name: "a key twice",
    text: `${api}    port: 3000\n    «port»: 3001\n`,
    code: "yaml/duplicate-key",
    says: "Remove one of the two",
  },
];

for (const mistake of mistakes) test(`${mistake.name} is one finding`, () => assertMistake(mistake));

test.run();
