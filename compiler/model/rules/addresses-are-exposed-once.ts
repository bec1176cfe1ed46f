import type { Service } from "../service.ts";
import type { Rule } from "./rule.ts";

/** A host and a path lead to one service. */
export const addressesAreExposedOnce: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    const owners = new Map<string, Service>();
    for (const service of environment.services) {
      service.routes.forEach(({ host, path }, index) => {
        const address = `${host}${path}`;
        const other = owners.get(address);
        if (!other) {
          owners.set(address, service);
          return;
        }
        const related = [
          {
            message: "The other service is exposed here.",
            location: reporter.locate({ environment: environment.name, path: [...other.path, "routes"] }),
          },
        ];
        const holes = { address, service: service.name, other: other.name };
        reporter.report(
          "model/address-in-use",
          { environment: environment.name, path: [...service.path, "routes", index] },
          holes,
          { related },
        );
      });
    }
  }
};
