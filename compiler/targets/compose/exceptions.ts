import type { Workload } from "../../model/workload.ts";

/** What a container is allowed beyond the hardening policy, each with the reason, as comments above it. */
export function exceptionsOf({ exceptions, hostPaths, env }: Workload): readonly string[] {
  const inEnvironment = env.filter((variable) => variable.as === "env");
  return [
    ...exceptions.map(({ allow, value, reason }) =>
      describe(value === undefined ? allow : `${allow} ${value}`, reason),
    ),
    ...hostPaths.map(({ host, reason }) => describe(`host-path ${host}`, reason)),
    ...inEnvironment.map(({ name, reason }) => describe(`secret-in-environment ${name}`, reason ?? "")),
  ];
}

/** `Exception from the hardening policy, run-as-root: ...` */
function describe(what: string, reason: string): string {
  return `Exception from the hardening policy, ${what}: ${reason}`;
}
