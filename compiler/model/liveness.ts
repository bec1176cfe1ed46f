import type { Health, Port, Probe } from "./service.ts";

/**
 * The probe that decides whether a service is restarted. Where liveness and readiness are the same check, an open port is
 * enough: a database that answers slowly must not be restarted. Without a port the check stays, and a restart takes twice
 * as many failures as being unready.
 */
export function livenessProbe({ ready, live }: Health, ports: readonly Port[]): Probe {
  const isSame = JSON.stringify(ready.question) === JSON.stringify(live.question);
  const [port] = ready.question.kind === "command" ? ports : [ready.question.port];
  if (isSame && port && ready.question.kind !== "tcp") return { ...live, question: { kind: "tcp", port } };
  return { ...live, retries: isSame ? live.retries * 2 : live.retries };
}
