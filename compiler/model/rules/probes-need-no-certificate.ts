import type { Rule } from "./rule.ts";

/** Probes have no client certificate. */
export const probesNeedNoCertificate: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { name, path, tls, health, ports } of environment.services) {
      const handler = health?.ready.handler;
      const isRefused = tls?.clients?.mode === "require" && handler?.kind === "http" && handler.port === ports[0];
      if (!isRefused) continue;
      reporter.report(
        "model/probe-refused",
        { environment: environment.name, path: [...path, "tls", "clients", "mode"] },
        { service: name },
      );
    }
  }
};
