import { parseAllDocuments } from "yaml";
import type { OutputFile } from "./render.ts";

/** Default names of files that a specification can rename. */
const defaultNames: Readonly<Record<string, string>> = {
  "docker/Dockerfile": "Dockerfile",
  "docker/docker-bake.hcl": "docker-bake.hcl",
  "compose/compose.yaml": "compose.yaml",
  "compose/env": ".env",
};

/** Parses a file in its format. Returns a description of the problem, or undefined. */
export function verify({ path, text, template }: Pick<OutputFile, "path" | "text" | "template">): string | undefined {
  const name = defaultNames[template] ?? path.split("/").at(-1) ?? path;
  // Mounted files are copied from the specification. Templates of a chart are not YAML before Helm renders them.
  if (template.endsWith("/file") || template.startsWith("helm/templates/")) return undefined;
  if (!text.endsWith("\n")) return "its last line has no end";
  if (/\.ya?ml$/.test(name)) return problemOfYaml(text);
  if (name.endsWith(".json")) return problemOfJson(text);
  if (/^Dockerfile(\.|$)/.test(name)) return problemOfDockerfile(text);
  if (/^\.env(\.|$)/.test(name)) return problemOfEnv(text);
  if (/\.bicep(param)?$/.test(name)) return problemOfBicep(text);
  return undefined;
}

function problemOfYaml(text: string): string | undefined {
  const documents = parseAllDocuments(text, { prettyErrors: false });
  const [error] = Array.isArray(documents) ? documents.flatMap((document) => document.errors) : [];
  return error?.message.split("\n")[0];
}

function problemOfJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const instructions = new Set(
  "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split(" "),
);

/** Every logical line starts with an instruction, and the exec form is valid JSON. */
function problemOfDockerfile(text: string): string | undefined {
  const lines = text.replaceAll(/\\\n/g, "").split("\n");
  for (const line of lines) {
    if (line === "" || line.startsWith("#")) continue;
    const [, instruction = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
    if (!instructions.has(instruction)) return `'${instruction}' is not an instruction`;
    const list = /^(?:.*\bCMD )?(\[.*)$/s.exec(instruction === "HEALTHCHECK" ? rest : `CMD ${rest}`)?.[1];
    const isExecForm = ["CMD", "ENTRYPOINT", "HEALTHCHECK"].includes(instruction) && list !== undefined;
    if (isExecForm && problemOfJson(list) !== undefined) return `${instruction} is not in exec form: ${list}`;
  }
  return undefined;
}

/** Every string ends on its line, and every bracket is closed. */
function problemOfBicep(text: string): string | undefined {
  const open: string[] = [];
  for (const line of text.split("\n").filter((one) => !/^\s*(\/\/|#)/.test(one))) {
    const bare = line.replaceAll(/'(?:[^'\\$]|\\.|\$(?!\{)|\$\{(?:[^{}']|'[^'\\$]*')*\})*'/g, "");
    if (bare.includes("'")) return `unterminated string: ${line.trim()}`;
    for (const bracket of bare.match(/[[\](){}]/g) ?? []) {
      const partner = { "]": "[", ")": "(", "}": "{" }[bracket];
      if (partner === undefined) open.push(bracket);
      else if (open.pop() !== partner) return `'${bracket}' closes nothing: ${line.trim()}`;
    }
  }
  return open.length > 0 ? `'${open.at(-1)}' is not closed` : undefined;
}

function problemOfEnv(text: string): string | undefined {
  const bad = text.split("\n").find((line) => line !== "" && !/^(#|[A-Za-z_][A-Za-z0-9_]*=)/.test(line));
  return bad === undefined ? undefined : `'${bad}' is neither a comment nor a variable`;
}
