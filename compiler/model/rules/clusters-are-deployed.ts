import type { Rule } from "./rule.ts";

/** An environment says something about Kubernetes only where it is deployed there. */
export const clustersAreDeployed: Rule = ({ spec, platform }, reporter) => {
  for (const { name, tier, targets } of platform.environments) {
    const isDeployed = tier !== "test" && (targets.kustomize?.enabled === true || targets.helm?.enabled === true);
    const own = spec.environments[name]?.targets;
    if (isDeployed || own?.kubernetes === undefined) continue;
    reporter.report(name, "kubernetes/not-deployed", ["targets", "kubernetes"], { environment: name }, { half: "key" });
  }
};
