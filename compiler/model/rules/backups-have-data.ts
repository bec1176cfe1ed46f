import { methodOf } from "../backups.ts";
import type { Rule } from "./rule.ts";

/** A service whose data is backed up has data: it is a database, or it has volumes. */
export const backupsHaveData: Rule = ({ spec, platform }, reporter) => {
  for (const [index, name] of (spec.backups?.services ?? []).entries()) {
    const services = [platform.base, ...platform.environments].flatMap((environment) =>
      environment.services.filter((service) => service.name === name),
    );
    if (services.length === 0) continue;
    if (services.some((service) => methodOf(service) !== "volumes" || service.storage.length > 0)) continue;
    reporter.report("model/nothing-to-back-up", { path: ["backups", "services", index] }, { service: name });
  }
};
