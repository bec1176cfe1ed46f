import * as assert from "uvu/assert";
import { compile } from "../../compiler/compile.ts";
import type { Diagnostic } from "../../compiler/diagnostics/diagnostic.ts";
import { sourceOf } from "./sources.ts";

/** A mistake that an author makes: its one finding, and what the author should write. */
export interface Mistake {
  readonly name: string;
  /** A specification, in which « and » surround what a person would underline. Sections that it lacks are added. */
  readonly text: string;
  readonly code: string;
  /** A part of the help, or of the message where there is no help: the text to write. */
  readonly says: string;
  /** What the author writes instead of the underlined part, if the finding has no replacement of its own. */
  readonly instead?: string;
}

/** The sections that every specification needs. The environments are several, because one mistake is one finding in all. */
const needed: Readonly<Record<string, string>> = {
  platform: "{ name: shop, description: Sells things., domain: shop.example }",
  environments: "{ dev: { tier: development }, staging: { tier: staging }, prod: { tier: production } }",
  services: "{ web: { image: 'acme/web:1.2', port: 3100, health: { http: /health } } }",
};

/** A specification with the sections that it lacks, after it. */
export function completed(text: string): string {
  const missing = Object.entries(needed).filter(([key]) => !new RegExp(`^«?${key}»?:`, "m").test(text));
  return text + missing.map(([key, value]) => `${key}: ${value}\n`).join("");
}

/** Fails unless a mistake has one finding, at its place, with the text to write, which is then accepted. */
export async function assertMistake({ text, code, says, instead }: Mistake): Promise<void> {
  const marked = completed(text);
  const [start, end] = [marked.indexOf("«"), marked.indexOf("»") - 1];
  const written = marked.replaceAll(/[«»]/g, "");
  const findings = await findingsOf(written);
  assert.equal(findings.map(described), [`${code} at ${start}-${end}: ${written.slice(start, end)}`]);
  const [finding] = findings;
  assert.ok(finding);
  const advice = finding.help ?? finding.message;
  assert.ok(advice.includes(says), `'${advice}' does not contain '${says}'`);
  const replacement = instead ?? finding.replacement;
  if (replacement === undefined) return;
  const corrected = await findingsOf(written.slice(0, start) + replacement + written.slice(end));
  assert.equal(corrected.map(described), [], `'${replacement}' is not accepted`);
}

function described({ code, location }: Diagnostic): string {
  if (!location) return code;
  const { file, start, end } = location;
  return `${code} at ${start}-${end}: ${file.text.slice(start, end)}`;
}

/** Errors and warnings. Warnings about images and missing digests concern every small specification. */
async function findingsOf(text: string): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await compile(sourceOf(text), { verify: false });
  const always = ["lock/unpinned", "model/health-guessed", "ci/registry-missing", "model/unused"];
  return diagnostics.filter(({ code, severity }) => severity !== "note" && !always.includes(code));
}
