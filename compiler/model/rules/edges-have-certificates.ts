import type { Rule } from "./rule.ts";

/** An edge that cannot obtain certificates is given one. */
export const edgesHaveCertificates: Rule = ({ platform }, reporter) => {
  for (const { name, edge } of platform.environments) {
    if (edge?.engine === "nginx" && !edge.certificate) {
      reporter.report("model/edge-without-certificate", { environment: name, path: ["edge"] }, {});
    }
  }
};
