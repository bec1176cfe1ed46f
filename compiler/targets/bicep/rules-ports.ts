import type { Reporter } from "../../model/reporter.ts";
import type { Service } from "../../model/service.ts";
import { type Deployment, servicesOf } from "./deployment.ts";
import { furtherPorts, transportOf } from "./ingress.ts";
import { managedKind } from "./managed.ts";

/** Reports ports and host names that Container Apps cannot serve. */
export function checkPorts(deployment: Deployment, reporter: Reporter): void {
  const owners = new Map<string, string>();
  for (const service of servicesOf(deployment.environment)) {
    if (managedKind(service, deployment.settings)) continue;
    checkProtocols(service, deployment, reporter);
    checkExposures(service, deployment, reporter);
    checkHosts(service, owners, deployment, reporter);
  }
}

function checkProtocols(service: Service, { environment, settings }: Deployment, reporter: Reporter): void {
  const { name, path, ports } = service;
  const reached = furtherPorts(service);
  if (ports[0]?.protocol === "grpc" && transportOf(service, settings) !== "tcp") {
    reporter.report(
      "bicep/grpc-over-tls",
      { environment: environment.name, path: [...path, "port"] },
      { service: name },
    );
  }
  if (service.tls?.clients && transportOf(service, settings) !== "tcp") {
    const at = { environment: environment.name, path: [...path, "tls", "clients", "authority"] };
    reporter.report("bicep/clients-not-verified", at, { service: name });
  }
  ports.forEach((port, index) => {
    const at = [...path, ...(index === 0 ? ["port"] : ["ports", port.name])];
    if (port.protocol === "udp") {
      reporter.report("bicep/udp", { environment: environment.name, path: at }, { service: name, port: port.number });
    } else if (
      index > 0 &&
      !reached.includes(port) &&
      ports.findIndex(({ number }) => number === port.number) === index
    ) {
      const reason = "an app has five ports besides its main one";
      reporter.report(
        "bicep/port-not-exposed",
        { environment: environment.name, path: at },
        { service: name, port: port.name, reason },
      );
    }
  });
}

function checkExposures(service: Service, { environment, settings }: Deployment, reporter: Reporter): void {
  const { name, path, routes, ports } = service;
  if (routes.length === 0) return;
  if (transportOf(service, settings) === "tcp") {
    reporter.report(
      "bicep/exposed-over-tcp",
      { environment: environment.name, path: [...path, "routes"] },
      { service: name },
    );
    return;
  }
  for (const { port, host } of routes.filter((exposure) => exposure.port !== ports[0])) {
    const reason = `${host} can only lead to the main port`;
    const holes = { service: name, port: port.name, reason };
    reporter.report("bicep/port-not-exposed", { environment: environment.name, path: [...path, "routes"] }, holes);
  }
}

function checkHosts(
  { name, path, routes }: Service,
  owners: Map<string, string>,
  { environment }: Deployment,
  reporter: Reporter,
): void {
  for (const { host } of routes) {
    const other = owners.get(host) ?? name;
    owners.set(host, name);
    if (other === name) continue;
    reporter.report(
      "bicep/host-twice",
      { environment: environment.name, path: [...path, "routes"] },
      { service: name, other, host },
    );
  }
}
