import { inFolder } from "../model/build-context.ts";
import type { SourceCheck } from "./source-check.ts";

/**
 * Files that a service probably reads are in its image, although the generated `.dockerignore` excludes files of their kind:
 * certificates, because private keys have the same extension, and variables of a build for production.
 */
export function checkLeftOut(check: SourceCheck): void {
  const { build, source } = check;
  const { paths, tests } = build.source;
  const named = [...paths, ...tests, ...(build.build?.include ?? [])];
  const isCopied = (file: string): boolean => paths.length === 0 || paths.some((path) => isIn(path, file));
  const isVariables = (file: string): boolean =>
    build.runtime.language === "node" && /(^|\/)\.env\.production$/.test(file);
  const files = source.find((name) => name === ".env.production" || name.endsWith(".pem"));
  for (const file of files) {
    if (!isCopied(file) || named.includes(file)) continue;
    if (!isVariables(file) && !isCertificate(source.read(file))) continue;
    check.report("repository/left-out", "source", {
      workload: check.workload,
      file: inFolder(source.folder, file),
      path: file,
      key: paths.length > 0 || build.site ? "source.paths" : "build.include",
    });
  }
}

function isIn(folder: string, file: string): boolean {
  return file.startsWith(`${folder.replace(/\/+$/, "")}/`);
}

/** A private key in the same file is a secret. */
function isCertificate(text = ""): boolean {
  return text.includes("-----BEGIN CERTIFICATE-----") && !text.includes("PRIVATE KEY-----");
}
