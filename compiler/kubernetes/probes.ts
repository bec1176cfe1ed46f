import type { Health, Port, Probe } from "../model/service.ts";
import type { Fields } from "./object.ts";
import { escapeReferences } from "./text.ts";

/** The three probes of a container. */
export interface Probes {
  readonly startupProbe: Fields;
  readonly readinessProbe: Fields;
  readonly livenessProbe: Fields;
}

/** Probes from the health of a service. */
export function probesOf(health: Health, ports: readonly Port[]): Probes {
  const { start, ready } = health;
  return {
    startupProbe: probeOf(start),
    readinessProbe: probeOf(ready),
    livenessProbe: probeOf(aliveProbe(health, ports)),
  };
}

/**
 * How it is asked whether a service is alive. Where the same question is asked for being ready, an open port is enough: a
 * database that is slow to answer must not be restarted for it. Without a port the question stands, and twice as many
 * failures as make the service unready restart it.
 */
export function aliveProbe({ ready, live }: Health, ports: readonly Port[]): Probe {
  const isSame = JSON.stringify(ready.question) === JSON.stringify(live.question);
  const [port] = ready.question.kind === "command" ? ports : [ready.question.port];
  const isAskedByPort = isSame && port && ready.question.kind !== "tcp";
  return isAskedByPort
    ? { ...live, question: { kind: "tcp", port } }
    : { ...live, retries: isSame ? live.retries * 2 : live.retries };
}

function probeOf({ question, interval, timeout, retries }: Probe): Fields {
  return { ...actionOf(question), failureThreshold: retries, periodSeconds: interval, timeoutSeconds: timeout };
}

function actionOf(question: Probe["question"]): Fields {
  switch (question.kind) {
    case "http": {
      const { name, protocol } = question.port;
      return { httpGet: { path: question.path, port: name, scheme: protocol === "https" ? "HTTPS" : "HTTP" } };
    }
    case "tcp":
      return { tcpSocket: { port: question.port.name } };
    case "command":
      return { exec: { command: question.command.map(escapeReferences) } };
  }
}
