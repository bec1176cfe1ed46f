import type { Service } from "../service.ts";
import type { Rule } from "./rule.ts";

/** A host and a path lead to one service. */
export const addressesAreExposedOnce: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    const owners = new Map<string, Service>();
    for (const service of environment.services) {
      service.expose.forEach(({ host, path }, index) => {
        const address = `${host}${path}`;
        const other = owners.get(address);
        if (!other) {
          owners.set(address, service);
          return;
        }
        const related = [
          { message: "Exposed here too.", location: reporter.locate(environment.name, [...other.path, "expose"]) },
        ];
        const holes = { address, service: service.name, other: other.name };
        reporter.report(environment.name, "model/address-in-use", [...service.path, "expose", index], holes, {
          related,
        });
      });
    }
  }
};
