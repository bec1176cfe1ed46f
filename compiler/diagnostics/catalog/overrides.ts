import { error } from "../definition.ts";

/** Findings about `overrides` and `templates`. */
export const overrides = {
  "override/no-file": error<{ file: string; target: string }>({
    message: ({ file, target }) => `The target '${target}' does not generate a file '${file}'.`,
    help: (_, key) => `Run 'varai-gen list' to see the generated files, and correct '${key}'.`,
    explanation: `
An override changes a generated file of its target. The path is relative to the output folder; \`*\` matches any
characters except \`/\`. An override that matches no file is an error, so that a renamed file does not silently lose it.

    overrides:
      compose:
        - file: docker-compose.*.yml
          path: /services/api/ulimits
          value: { nofile: 65535 }
          reason: The API keeps many connections open.`,
  }),
  "override/no-place": error<{ path: string; file: string }>({
    message: ({ path, file }) => `${file} has no value at '${path}'.`,
    help: (_, key) => `Correct '${key}': with a value, its parent must exist; without one, the value itself.`,
    explanation: `
The path is a JSON Pointer (RFC 6901) into the generated document. With \`value\`, the override can add the
last key of the path, but its parent must exist. Without \`value\`, it removes what is there, so the whole path must exist.`,
  }),
  "override/not-yaml": error<{ file: string }>({
    message: ({ file }) => `${file} is not a YAML file, so an override cannot change it.`,
    help: () => "Replace its template with 'templates:'.",
    explanation: `
Overrides change values in YAML documents. Other files, such as Dockerfiles and scripts, have no values to
address. Replace the template of the file instead: \`templates\` names a folder with templates of your own.`,
  }),
  "template/unknown": error<{ template: string; suggestion: string | undefined }>({
    message: ({ template }) => `There is no built-in template '${template}' to replace.`,
    help: ({ suggestion }) =>
      suggestion === undefined
        ? "Remove the file, or rename it after a template of 'varai-gen list --templates'."
        : `Did you mean '${suggestion}'?`,
    explanation: `
A file in the folder of \`templates\` replaces the built-in template with the same path. This file replaces none, so it
would have no effect. \`varai-gen list --templates\` lists the built-in templates.`,
  }),
  "template/invalid": error<{ template: string; detail: string }>({
    message: ({ template, detail }) => `The template '${template}' is invalid: ${detail}.`,
    explanation: `
Templates are written in Handlebars in strict mode. An unknown name, an unknown helper and a value without a helper are
errors. Compare the file with the built-in template that it replaces.`,
  }),
  "template/output": error<{ path: string; template: string; detail: string }>({
    message: ({ path, template, detail }) => `The template '${template}' generates an invalid ${path}: ${detail}.`,
    explanation: `
Every generated file is parsed before it is written. The output of a template of your own must be valid too. Write values
through the helper for the language of the file, for example \`{{yaml name}}\`.`,
  }),
};
