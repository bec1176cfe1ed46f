import { quoteShell } from "./shell.ts";
import { quoteDouble, quoteYaml } from "./yaml.ts";

/** What starts an expression of GitHub Actions, wherever it stands in a string of a workflow. */
const start = "${{";

/**
 * A scalar of a workflow that is the text, whatever it holds: what would start an expression is written by one
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/expressions).
 */
export function quoteWorkflow(text: string): string {
  return text.includes(start) ? quoteDouble(text.replaceAll(start, () => "${{ '${{' }}")) : quoteYaml(text);
}

/** A word of a command in a workflow. Quotes are closed and opened again within what would start an expression. */
export function quoteStep(word: string): string {
  return quoteShell(word).replaceAll(start, () => "$''{{");
}

/** A text within an expression: a string of its own, in single quotes. */
export function quoteExpression(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
