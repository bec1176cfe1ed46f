import type { BuildContext } from "./context.ts";
import { commonLabels } from "./labels.ts";
import type { KubernetesObject } from "./object.ts";

/**
 * The name of the PriorityClass of the platform's pods; undefined: they have none. The class belongs to the whole
 * cluster, so its name contains the namespace. Its value cannot change, so another value is another class. The base is in
 * no namespace and has no class.
 */
export function priorityClassName({ settings, scope }: BuildContext): string | undefined {
  const { priority } = settings;
  if (priority === undefined || scope.namespace === "") return undefined;
  return `${scope.namespace}-${scope.prefix}${scope.setting("priority", priority)}`;
}

/** The PriorityClass of the platform's pods; none where the specification sets no priority. */
export function priorityClasses(context: BuildContext): readonly KubernetesObject[] {
  const name = priorityClassName(context);
  if (name === undefined) return [];
  return [
    {
      apiVersion: "scheduling.k8s.io/v1",
      kind: "PriorityClass",
      metadata: { name, labels: commonLabels(context) },
      value: context.settings.priority,
      description: `Pods of ${context.platform.name} in ${context.scope.namespace}.`,
    },
  ];
}
