import { type BicepValue, printBicep } from "../literals/bicep.ts";
import { oneLine } from "../literals/comment.ts";
import { quoteDotenv } from "../literals/dotenv.ts";
import { quoteStep, quoteWorkflow } from "../literals/github.ts";
import { quoteGitlab } from "../literals/gitlab.ts";
import { quoteHcl } from "../literals/hcl.ts";
import { quoteNginx } from "../literals/nginx.ts";
import { quoteShell } from "../literals/shell.ts";
import { quoteDouble, quoteList, quoteYaml } from "../literals/yaml.ts";
import { printYaml } from "../literals/yaml-document.ts";
import type { helperNames } from "./helper-names.ts";

/** `hash` contains the arguments `name=value` of the template. */
type Helper = (value: unknown, options: { readonly hash: Readonly<Record<string, unknown>> }) => string;

/**
 * The helpers of templates. Each one prints a literal of an output language. `code` prints text that a target has already
 * composed in that language, such as a stage name or the steps of a RUN instruction.
 */
export const helpers: Readonly<Record<(typeof helperNames)[number], Helper>> = {
  bicep: (value, { hash }) => printBicep(value as BicepValue, Number(hash.indent ?? 0)),
  code: (value) => String(scalar(value)),
  comment: (value) => oneLine(text(value)),
  document: (value, { hash }) =>
    printYaml(hash.in === undefined ? value : { [text(hash.in)]: value }, Number(hash.indent ?? 0)).trimEnd(),
  dotenv: (value) => quoteDotenv(text(value)),
  github: (value) => quoteWorkflow(text(value)),
  gitlab: (value) => quoteGitlab(text(value)),
  hcl: (value) => quoteHcl(text(value)),
  json: (value) => (Array.isArray(value) ? quoteList(value.map(text)) : quoteDouble(text(value))),
  nginx: (value) => quoteNginx(text(value)),
  shell: (value) => quoteShell(text(value)),
  step: (value) => quoteStep(text(value)),
  yaml: (value) => quoteYaml(scalar(value)),
};

function scalar(value: unknown): string | number | boolean {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  throw new TypeError(
    `a template writes ${value === null ? "null" : typeof value} where a string, number or boolean belongs`,
  );
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError(`a template writes ${value === null ? "null" : typeof value} where a string belongs`);
}
