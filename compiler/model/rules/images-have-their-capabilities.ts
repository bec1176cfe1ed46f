import type { Rule } from "./rule.ts";

/** Images whose program has a file capability (https://man7.org/linux/man-pages/man7/capabilities.7.html), by repository. */
const fileCapabilities: Readonly<Record<string, string>> = {
  "adguard/adguardhome": "NET_BIND_SERVICE",
  caddy: "NET_BIND_SERVICE",
  "coredns/coredns": "NET_BIND_SERVICE",
  "mcr.microsoft.com/mssql/server": "NET_BIND_SERVICE",
};

/**
 * A program with a file capability starts only in a container that may have it: execve(2) fails with EPERM if the kernel
 * cannot grant the whole permitted set.
 */
export const imagesHaveTheirCapabilities: Rule = ({ platform }, reporter) => {
  for (const environment of platform.environments) {
    for (const { origin, image, hardening, path } of [...environment.services, ...environment.jobs]) {
      const capability = fileCapabilities[repositoryOf(image)];
      if (origin.kind === "built" || capability === undefined) continue;
      const isAllowed = hardening.capabilities.includes(capability) || hardening.isPrivileged;
      if (isAllowed) continue;
      const holes = { image, capability, workload: path.join(".") };
      reporter.report("model/capability-needed", { environment: environment.name, path: [...path, "image"] }, holes);
    }
  }
};

/** The repository of an image, without Docker Hub's name. */
function repositoryOf(image: string): string {
  return image.replace(/^(?:docker\.io\/)?(?:library\/)?/, "").replace(/(?::[^/:]+)?(?:@.*)?$/, "");
}
