import type { Health, Port, Probe } from "./service.ts";

/**
 * The probe that decides whether a service is restarted. A liveness check that the specification states is kept. Otherwise,
 * where it would be the check of readiness, an open port is enough: a database that answers slowly must not be restarted.
 * Without a port the check stays, and a restart takes twice
 * as many failures as being unready.
 */
export function livenessProbe({ ready, live, hasOwnLive }: Health, ports: readonly Port[]): Probe {
  if (hasOwnLive) return live;
  const isSame = JSON.stringify(ready.handler) === JSON.stringify(live.handler);
  const [port] = ready.handler.kind === "command" ? ports : [ready.handler.port];
  if (isSame && port && ready.handler.kind !== "tcp") return { ...live, handler: { kind: "tcp", port } };
  return { ...live, retries: isSame ? live.retries * 2 : live.retries };
}
