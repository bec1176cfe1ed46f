import { error } from "../definition.ts";

/** What can be wrong with the ways out of the language: `overrides:` and `templates:`. */
export const overrides = {
  "override/no-file": error<{ file: string; target: string }>({
    message: ({ file, target }) => `${target} writes no file '${file}'.`,
    help: () => "'varai-gen list' prints the files that are written.",
    explanation: `
An override names a generated file of its target, relative to the output folder; \`*\` stands for any characters but \`/\`.
One that matches nothing is an error, so that it cannot be forgotten when a file is renamed.`,
  }),
  "override/no-place": error<{ path: string; file: string }>({
    message: ({ path, file }) => `${file} has nothing at ${path}.`,
    help: () => "The owner of the last key has to exist, and to remove something it has to exist itself.",
    explanation: `
The path is a JSON Pointer (RFC 6901) into the generated document. All of it but the last key has to be there already,
so that an override which has lost its object is noticed.`,
  }),
  "override/not-yaml": error<{ file: string }>({
    message: ({ file }) => `${file} is not a YAML document, which is all that overrides can change.`,
    help: () => "Replace its template with 'templates:', or ask for a key in the language.",
    explanation: `
Overrides change values in documents. Dockerfiles and scripts are texts without such a structure.`,
  }),
  "template/unknown": error<{ template: string; suggestion: string | undefined }>({
    message: ({ template }) => `There is no built-in template '${template}' that this could replace.`,
    help: ({ suggestion }) => (suggestion === undefined ? "Remove it." : `Did you mean '${suggestion}'?`),
    explanation: `
Files in the folder of \`templates:\` replace the built-in templates of the same path. One that replaces none would be
ignored. \`varai-gen list --templates\` prints the built-in ones.`,
  }),
  "template/invalid": error<{ template: string; detail: string }>({
    message: ({ template, detail }) => `The template '${template}' fails: ${detail}.`,
    explanation: `
Templates are written in Handlebars, strictly: a name that the view does not have, a helper that does not exist and a
value that is written without a helper are errors.`,
  }),
  "template/output": error<{ path: string; template: string; detail: string }>({
    message: ({ path, template, detail }) => `'${template}' makes ${path} unreadable: ${detail}.`,
    explanation: `
Every file is read back in its own format before it is written. What a template of your own makes has to be valid too.`,
  }),
};
