import type { Rule } from "./rule.ts";

/** Probes have no client certificate. */
export const probesNeedNoCertificate: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { name, path, tls, health, ports } of environment.services) {
      const question = health?.ready.question;
      const isRefused = tls?.clients?.mode === "require" && question?.kind === "http" && question.port === ports[0];
      if (!isRefused) continue;
      reporter.report(
        "model/probe-refused",
        { environment: environment.name, path: [...path, "tls", "clients", "mode"] },
        { service: name },
      );
    }
  }
};
