import { parse } from "yaml";
import type { Checker } from "../checker.ts";
import { linesOf } from "../execute.ts";
import { azurePipelinesFiles } from "../files.ts";
import { jobPerFile, textOf } from "../trees.ts";

/** A script of a step, with the name of the step. */
interface Script {
  readonly name: string;
  readonly text: string;
}

/** Finds mistakes in the scripts of Azure Pipelines. */
export const azurePipelinesShell: Checker = {
  name: "azure-pipelines-shell",
  tool: { command: "shellcheck", group: "python", version: ["--version"], minimum: "0.11.0" },
  jobsIn: (tree) => jobPerFile(azurePipelinesFiles(tree)),
  check: async (job, tree, workshop) => {
    const findings: string[] = [];
    for (const { name, text } of scriptsIn(parse(textOf(tree, job.subject)))) {
      // Variables come from the pipeline.
      const args = ["--norc", "--shell=bash", "--severity=style", "--exclude=SC2154", "--format=gcc", "-"];
      const { out, err } = await workshop.run("shellcheck", args, { cwd: tree.folder, input: `${text}\n` });
      findings.push(...linesOf(out + err).map((line) => line.replace(/^-:/, `${name}: `)));
    }
    return findings;
  },
};

function scriptsIn(value: unknown): readonly Script[] {
  if (Array.isArray(value)) return value.flatMap(scriptsIn);
  if (typeof value !== "object" || value === null) return [];
  const { bash, inputs, displayName = "" } = value as Readonly<Record<string, unknown>>;
  const inline = (inputs as { readonly inlineScript?: unknown } | undefined)?.inlineScript;
  const texts = [bash, inline].filter((text) => typeof text === "string");
  return [...texts.map((text) => ({ name: String(displayName), text })), ...Object.values(value).flatMap(scriptsIn)];
}
