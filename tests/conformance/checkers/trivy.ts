import { writeFileSync } from "node:fs";
import type { Checker } from "../checker.ts";
import { deploymentsIn, objectsOf, renderers } from "../kubernetes.ts";

interface Report {
  readonly Results?: readonly { readonly Misconfigurations?: readonly Misconfiguration[] }[];
}

interface Misconfiguration {
  readonly ID: string;
  readonly Severity: string;
  readonly Message: string;
}

/** Asks Trivy for misconfigurations of high and critical severity. */
export const trivy: Checker = {
  name: "trivy",
  tool: { command: "trivy", group: "trivy", version: "0.74.0", minimum: "0.74.0" },
  with: renderers,
  jobsIn: deploymentsIn,
  check: async (job, tree, workshop) => {
    const folder = workshop.folder();
    writeFileSync(`${folder}/objects.yaml`, await objectsOf(job, tree, workshop));
    const offline = ["--skip-check-update", "--skip-version-check", "--disable-telemetry", "--quiet"];
    const args = ["config", ...offline, "--severity", "HIGH,CRITICAL", "--format", "json", folder];
    const { code, out, err } = await workshop.run("trivy", args, { cwd: folder });
    if (code !== 0) return [err || `exit code ${code}`];
    const { Results: results = [] } = JSON.parse(out) as Report;
    if (results.length === 0) return ["it finds nothing to check"];
    return results.flatMap(({ Misconfigurations: found = [] }) =>
      found.map(({ ID, Severity, Message }) => `${ID} ${Severity}: ${Message}`),
    );
  },
};
