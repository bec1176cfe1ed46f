import { positionAt } from "../source/source-file.ts";
import { catalog } from "./catalog/catalog.ts";
import type { Diagnostic } from "./diagnostic.ts";

/** Findings as a SARIF 2.1.0 log, for code scanning (OASIS, Static Analysis Results Interchange Format). */
export function toSarif(diagnostics: readonly Diagnostic[], version: string): object {
  const codes = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort();
  const rules = codes.map((code) => ({
    id: code,
    fullDescription: { text: catalog[code].explanation.trim() },
    defaultConfiguration: { level: catalog[code].severity },
  }));
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

function resultOf(diagnostic: Diagnostic, codes: readonly string[]): object {
  const { code, severity, message, help, location, related } = diagnostic;
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: help === undefined ? message : `${message} ${help}` },
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
