import { positionAt } from "../source/source-file.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { escapeControls } from "./display.ts";

const levels = { error: "error", warning: "warning", note: "notice" } as const;

/** A finding as a workflow command of GitHub Actions, which annotates the line in a pull request. */
export function formatGithub(diagnostic: Diagnostic): string {
  const { code, severity, message, help, location } = diagnostic;
  const properties: string[] = [];
  if (location) {
    const from = positionAt(location.file, location.start);
    const to = positionAt(location.file, location.end);
    properties.push(`file=${property(location.file.path)}`, `line=${from.line}`, `col=${from.column}`);
    if (to.line === from.line) properties.push(`endColumn=${to.column}`);
  }
  properties.push(`title=${property(code)}`);
  const text = help === undefined ? message : `${message}\n${help}`;
  return `::${levels[severity]} ${properties.join(",")}::${data(text)}\n`;
}

function data(text: string): string {
  return text
    .split("\n")
    .map(escapeControls)
    .join("\n")
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
