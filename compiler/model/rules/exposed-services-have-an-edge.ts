import type { Rule } from "./rule.ts";

/** What is exposed can be reached where others are meant to: in staging and production, by TLS. */
export const exposedServicesHaveAnEdge: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    if (environment.edge?.engine === "nginx" && !environment.edge.certificate) {
      reporter.report(environment.name, "model/edge-without-certificate", ["edge"], {});
    }
    const { kustomize, helm, bicep } = environment.targets;
    const isElsewhere = [kustomize, helm, bicep].some((target) => target?.enabled);
    const isPublic = environment.tier === "staging" || environment.tier === "production";
    if (environment.edge || isElsewhere || !isPublic) continue;
    for (const service of environment.services) {
      if (service.expose.length === 0) continue;
      const holes = { service: service.name, environment: environment.name };
      reporter.report(environment.name, "model/expose-without-edge", [...service.path, "expose"], holes);
    }
  }
};
