import { positionAt } from "../source/source-file.ts";
import { type Code, catalog } from "./catalog/catalog.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { escapeControls } from "./display.ts";

/** Findings as a SARIF 2.1.0 log, for code scanning (OASIS, Static Analysis Results Interchange Format). */
export function toSarif(diagnostics: readonly Diagnostic[], version: string): object {
  const codes = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort();
  const rules = codes.map((code) => ruleOf(code));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: "varai-gen", version, informationUri: "https://www.npmjs.com/package/varai-gen", rules },
        },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => resultOf(diagnostic, codes)),
      },
    ],
  };
}

/** A rule as code scanning shows it: its title, its severity and its explanation. */
function ruleOf(code: Code): object {
  const { explanation, severity } = catalog[code];
  const text = explanation.trim();
  const [first = text] = /^[\s\S]*?[.:](?=\s|$)/.exec(text.replaceAll("\n", " ")) ?? [];
  return {
    id: code,
    shortDescription: { text: first.replace(/:$/, ".") },
    fullDescription: { text },
    help: { text, markdown: text },
    defaultConfiguration: { level: severity },
  };
}

function resultOf(diagnostic: Diagnostic, codes: readonly string[]): object {
  const { code, severity, message, help, location, related } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: escapeControls(help === undefined ? message : `${message} ${help}`) },
    ...(location && { locations: [{ physicalLocation: physicalLocation(location) }] }),
    ...(related && {
      relatedLocations: related.map((other, id) => ({
        id,
        message: { text: other.message },
        physicalLocation: physicalLocation(other.location),
      })),
    }),
    partialFingerprints: { finding: `${code}:${location?.file.path ?? ""}:${message}` },
  };
}

function physicalLocation({ file, start, end }: NonNullable<Diagnostic["location"]>): object {
  const from = positionAt(file, start);
  const to = positionAt(file, end);
  return {
    artifactLocation: { uri: file.path.split("/").map(encodeURIComponent).join("/") },
    region: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
  };
}
