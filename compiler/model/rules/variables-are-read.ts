import { generatedBuildOf } from "../built-images.ts";
import type { Reporter } from "../reporter.ts";
import type { Service } from "../service.ts";
import { literalOf } from "../text.ts";
import type { EnvironmentVariable, Workload } from "../workload.ts";
import type { Rule } from "./rule.ts";

/** Programs read the variables that they get, and listen where their ports are. */
export const variablesAreRead: Rule = ({ platform }, reporter) => {
  for (const { name, services, jobs } of platform.environments) {
    for (const workload of [...services, ...jobs].filter(isDotnet)) {
      for (const variable of workload.env) checkSecret(workload, variable, name, reporter);
    }
    for (const service of services.filter(isDotnet)) {
      for (const variable of service.env) checkAddress(service, variable, name, reporter);
    }
  }
};

function isDotnet(workload: Workload): boolean {
  return generatedBuildOf(workload)?.runtime.language === "dotnet";
}

/** .NET has no convention for files with secrets. Names with `__` are keys of its configuration. */
function checkSecret({ path }: Workload, variable: EnvironmentVariable, environment: string, reporter: Reporter): void {
  const { name, as, secret } = variable;
  if (secret === undefined || as === "env" || !name.includes("__")) return;
  reporter.report("model/secret-file-not-read", { environment, path: [...path, "env", name] }, { name });
}

/** https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/endpoints */
function checkAddress(service: Service, variable: EnvironmentVariable, environment: string, reporter: Reporter): void {
  const { name, value } = variable;
  const text = literalOf(value);
  if (!["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "URLS"].includes(name) || text === undefined) return;
  const numbers = new Set(service.ports.map(({ number }) => number));
  for (const address of text.split(";")) {
    const [, host = "+", digits = ""] = /^(?:https?:\/\/)?(?:(.*):)?(\d+)\/?$/.exec(address.trim()) ?? [];
    const isLoopback = /^(localhost|127\.|\[::1\])/.test(host);
    if (digits === "" || (numbers.has(Number(digits)) && !isLoopback)) continue;
    const holes = { name, address, isLoopback, ports: [...numbers].sort((a, b) => a - b) };
    reporter.report("model/listens-elsewhere", { environment, path: [...service.path, "env", name] }, holes);
  }
}
