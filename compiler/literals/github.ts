import { quoteShell } from "./shell.ts";
import { quoteDouble, quoteYaml } from "./yaml.ts";

/** The start of an expression of GitHub Actions, at any position of a workflow string. */
const start = "${{";

/**
 * A literal string of a workflow. The start of an expression is itself written as an expression
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/expressions).
 */
export function quoteWorkflow(text: string): string {
  return text.includes(start) ? quoteDouble(text.replaceAll(start, () => "${{ '${{' }}")) : quoteYaml(text);
}

/**
 * A shell word in a script of a pipeline. Quotes are closed and reopened within the start of what a provider replaces before the
 * shell runs: `${{` of GitHub and Azure Pipelines, macros `$(` and logging commands `##vso[` of Azure Pipelines, which has no
 * other way to escape a macro (https://learn.microsoft.com/azure/devops/pipelines/process/variables).
 */
export function quoteStep(word: string): string {
  return quoteShell(word).replaceAll(/\$(?=\{\{|\()|##(?=(?:vso)?\[)/g, (found) => `${found}''`);
}

/** A string literal within an expression, in single quotes. */
export function quoteExpression(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
