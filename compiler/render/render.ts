import { copies, partials, templates } from "../built/templates.js";
import type { PlannedArtifact, TargetKey } from "../targets/target.ts";
import { handlebars } from "./handlebars.ts";
import { helpers } from "./helpers.ts";
import { strictView } from "./strict-view.ts";

/** The file modes of generated files. */
export type FileMode = 0o600 | 0o644 | 0o755;

/** A generated file. */
export interface OutputFile {
  /** Relative to the output folder, with `/` between folders. */
  readonly path: string;
  readonly text: string;
  /** The mode: 0o755 for executable files, 0o600 for private files, otherwise 0o644. */
  readonly mode: FileMode;
  /** Whether the file is written once and then belongs to the user. */
  readonly isOnce: boolean;
  /** The target of the file. */
  readonly target: TargetKey;
  /** The template of the file, for messages. */
  readonly template: string;
  /** The key of the specification that names its path; undefined if none does. */
  readonly key: string | undefined;
}

/** Templates that replace built-in ones of the same name, as Handlebars functions. */
export type Replacements = ReadonlyMap<string, unknown>;

/** Renders artifacts. Its only state is compiled templates. */
export class Renderer {
  readonly #handlebars = handlebars.create();
  readonly #replacements: Replacements;
  readonly #isStrict: boolean;
  readonly #compiled = new Map<string, HandlebarsTemplateDelegate>();

  /** With `isStrict`, an unknown name in a template throws an error. This is slower. */
  constructor(replacements: Replacements = new Map(), isStrict = true) {
    this.#replacements = replacements;
    this.#isStrict = isStrict;
    for (const [name, helper] of Object.entries(helpers)) this.#handlebars.registerHelper(name, helper);
    for (const name of Object.keys(partials)) {
      this.#handlebars.registerPartial(name, this.#handlebars.template(this.#specification(name, partials)));
    }
  }

  /** The text of an artifact. Throws if a template does not match its view, which is a bug. */
  render(artifact: PlannedArtifact): OutputFile {
    return {
      path: artifact.path,
      text: this.#textOf(artifact),
      mode: artifact.isPrivate ? 0o600 : artifact.isExecutable ? 0o755 : 0o644,
      isOnce: artifact.isOnce ?? false,
      target: artifact.target,
      template: artifact.template,
      key: artifact.key,
    };
  }

  #textOf({ template, view }: PlannedArtifact): string {
    if (Object.hasOwn(copies, template) && !this.#replacements.has(template)) return copies[template] ?? "";
    const compiled = this.#compiled.get(template) ?? this.#compile(template);
    return compiled(this.#isStrict ? strictView(view) : view);
  }

  #compile(template: string): HandlebarsTemplateDelegate {
    const compiled = this.#handlebars.template(this.#specification(template, templates));
    this.#compiled.set(template, compiled);
    return compiled;
  }

  #specification(name: string, builtIn: Readonly<Record<string, unknown>>): TemplateSpecification {
    const specification = this.#replacements.get(name) ?? builtIn[name];
    if (!specification) throw new Error(`there is no template '${name}'`);
    return specification as TemplateSpecification;
  }
}
