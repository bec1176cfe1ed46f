import type { Rule } from "./rule.ts";

/** The longest host name (RFC 1123). */
const limit = 63;

/** Names stay within the limits of host names when a suffix is added. */
export const namesFit: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { hostname, path } of environment.services) {
      if (hostname.length <= limit) continue;
      const holes = { name: hostname, length: hostname.length, limit };
      reporter.report("model/name-too-long", { environment: environment.name, path, half: "key" }, holes);
    }
  }
};
