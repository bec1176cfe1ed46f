import { generatedBuildOf } from "../model/built-images.ts";
import { livenessProbe } from "../model/liveness.ts";
import type { Health, Probe, Service } from "../model/service.ts";
import type { BuildContext } from "./context.ts";
import { controllerKind } from "./context.ts";
import { defined, type Fields } from "./object.ts";
import { escapeReferences } from "./text.ts";

/** Seconds that a store of data has to start. One that starts sooner is not probed any longer. */
const recoverySeconds = 600;

/** The startup, liveness and readiness probes of a service; empty for one without health checks. */
export function probesOf(service: Service, context: BuildContext): Fields {
  const health = healthOf(service, context);
  if (!health) return {};
  const isStore = controllerKind(service) === "StatefulSet" && service.origin.kind === "engine";
  const { start, ready } = isStore ? withPatience(health) : health;
  return {
    startupProbe: probeOf(start),
    livenessProbe: probeOf(livenessProbe(health, service.ports)),
    readinessProbe: probeOf(ready),
  };
}

/** Every cluster runs production images, so a static site is never served by its development server. */
function healthOf({ name, health, origin }: Service, { platform }: BuildContext): Health | undefined {
  const isSite = generatedBuildOf({ origin })?.site !== undefined;
  return (isSite && platform.base.services.find((service) => service.name === name)?.health) || health;
}

/** A database that recovers after a crash reads its journal first, and must not be restarted meanwhile. */
function withPatience(health: Health): Health {
  const { interval, retries } = health.start;
  return { ...health, start: { ...health.start, retries: Math.max(retries, Math.ceil(recoverySeconds / interval)) } };
}

function probeOf({ handler, interval, timeout, retries }: Probe): Fields {
  return { ...actionOf(handler), periodSeconds: interval, timeoutSeconds: timeout, failureThreshold: retries };
}

function actionOf(handler: Probe["handler"]): Fields {
  switch (handler.kind) {
    case "http": {
      const { name, protocol } = handler.port;
      const httpHeaders = Object.entries(handler.headers).map(([header, value]) => ({ name: header, value }));
      return {
        httpGet: {
          path: handler.path,
          port: name,
          scheme: protocol === "https" ? "HTTPS" : "HTTP",
          ...(httpHeaders.length > 0 && { httpHeaders }),
        },
      };
    }
    case "grpc":
      // This port cannot be named (https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/).
      return { grpc: { port: handler.port.number, ...defined({ service: handler.service }) } };
    case "tcp":
      return { tcpSocket: { port: handler.port.name } };
    case "command":
      return { exec: { command: handler.command.map(escapeReferences) } };
  }
}
