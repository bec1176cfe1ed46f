import type { Environment } from "../../model/platform.ts";
import { originOf } from "./workloads.ts";

/** A diagram of an environment in the notation of Mermaid, as lines. */
export interface Diagram {
  readonly title: string;
  readonly lines: readonly string[];
}

interface DiagramNode {
  readonly name: string;
  readonly label: string;
  readonly group: string;
}

/** An arrow from a caller to what it calls. */
type Call = readonly [caller: string, callee: string];

/** Nodes in one diagram. More cannot be read. */
const readable = 30;

/** The diagrams of an environment: one, or several with some callers each if it has too many nodes. */
export function diagramsOf(environment: Environment): readonly Diagram[] {
  const nodes = nodesOf(environment);
  const calls = callsOf(environment);
  if (nodes.length <= readable) return [{ title: environment.name, lines: linesOf(nodes, calls) }];
  return partsOf(calls).map((part, index, all) => {
    const named = new Set(part.flat());
    const own = nodes.filter(({ name }) => named.has(name));
    return { title: `${environment.name}, part ${index + 1} of ${all.length}`, lines: linesOf(own, part) };
  });
}

/** The calls of as many callers as fit into a diagram, in order. */
function partsOf(calls: readonly Call[]): readonly (readonly Call[])[] {
  const parts: Call[][] = [];
  for (const caller of new Set(calls.map(([name]) => name))) {
    const own = calls.filter(([name]) => name === caller);
    const last = parts.at(-1);
    if (last && new Set([...last, ...own].flat()).size <= readable) last.push(...own);
    else parts.push([...own]);
  }
  return parts;
}

/** The name of the node of all clients outside of the platform. */
const clients = "";

function nodesOf(environment: Environment): readonly DiagramNode[] {
  const { services, jobs } = environment;
  const outside = new Set([...services, ...jobs].flatMap(({ egress }) => egress.map(({ host }) => host)));
  const isPublic = callsOf(environment).some(([caller]) => caller === clients);
  const groupOf = (kind: string): string => (kind === "built" ? "Built from source" : "Third-party images");
  return [
    ...(isPublic ? [{ name: clients, label: "clients", group: "Outside" }] : []),
    ...services.map((service) => ({
      name: service.name,
      label: `${service.name}<br>${textOf(originOf(service))}`,
      group: groupOf(service.origin.kind),
    })),
    ...jobs.map(({ name, schedule }) => ({
      name,
      label: `${name}<br>${textOf(schedule ?? "runs once")}`,
      group: "Jobs",
    })),
    ...[...outside].sort().map((host) => ({ name: host, label: textOf(host), group: "Outside" })),
  ];
}

function callsOf({ services, jobs, edge }: Environment): readonly Call[] {
  const names = new Set([...services, ...jobs].map(({ name }) => name));
  const isPublic = services.filter(({ routes, publish }) => routes.length > 0 || publish.length > 0);
  return [
    ...isPublic.map(({ name, routes }): Call => [edge && routes.length > 0 ? edge.service : clients, name]),
    ...(edge && !isPublic.some(({ name }) => name === edge.service) ? [[clients, edge.service] as const] : []),
    ...[...services, ...jobs].flatMap(({ name, talksTo, egress }) => [
      ...talksTo.filter((other) => names.has(other)).map((other): Call => [name, other]),
      ...[...new Set(egress.map(({ host }) => host))].map((host): Call => [name, host]),
    ]),
  ];
}

/** A flowchart. Identifiers are numbers, because names can be words of the notation. */
function linesOf(nodes: readonly DiagramNode[], calls: readonly Call[]): readonly string[] {
  const ids = new Map(nodes.map(({ name }, index) => [name, `n${index + 1}`]));
  const groups = [...new Set(nodes.map(({ group }) => group))];
  const arrows = calls.map(([caller, callee]) => `  ${ids.get(caller)} --> ${ids.get(callee)}`);
  return [
    "flowchart LR",
    ...groups.flatMap((group, index) => [
      `  subgraph g${index + 1}["${group}"]`,
      ...nodes.filter((one) => one.group === group).map(({ name, label }) => `    ${ids.get(name)}["${label}"]`),
      "  end",
    ]),
    ...new Set(arrows),
  ];
}

/** A part of a label within double quotes: characters of markup are entities. */
function textOf(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9 .,:/_*-]/g, (character) => `#${character.codePointAt(0)};`);
}
