import type { StackSpec } from "../spec/spec.ts";
import type { Stack } from "./platform.ts";
import type { Service } from "./service.ts";

/** The stacks that have the settings of an environment, each with everything that its services depend on. */
export function buildStacks(
  specs: Readonly<Record<string, StackSpec>>,
  environment: string,
  services: readonly Service[],
): readonly Stack[] {
  return Object.entries(specs)
    .filter(([, spec]) => spec.environment === environment)
    .map(([name, spec]) => ({
      name,
      description: spec.description,
      services: closureOf(spec.services, services),
      file: spec.file,
      path: ["stacks", name],
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The named services and, transitively, every service that one of them talks to. By name. */
export function closureOf(names: readonly string[], services: readonly Service[]): readonly string[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const closure = new Set<string>();
  const visit = (name: string): void => {
    if (closure.has(name) || !byName.has(name)) return;
    closure.add(name);
    for (const other of byName.get(name)?.talksTo ?? []) visit(other);
  };
  for (const name of names) visit(name);
  return [...closure].sort();
}
