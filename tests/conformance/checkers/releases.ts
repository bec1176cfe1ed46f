import { parseAllDocuments } from "yaml";
import type { Checker, Tree } from "../checker.ts";
import { type Chart, chartName, chartsIn, renderChart, renderers } from "../kubernetes.ts";
import type { Workshop } from "../workshop.ts";

/** An object of a release, as far as it is looked at. */
interface KubernetesObject {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: unknown;
}

interface Release {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
}

type Labels = Readonly<Record<string, string>>;

/**
 * Installs a chart once for each environment in the same namespace, as its README does: no two releases have an object of
 * the same kind and name, and no selector of one matches pods of another.
 */
export const releases: Checker = {
  name: "releases",
  tool: { command: "helm3", group: "kubernetes", version: ["version", "--short"], minimum: "3.22" },
  with: renderers,
  jobsIn: (tree) =>
    chartsIn(tree)
      .filter(({ environments }) => environments.length > 1)
      .map(({ folder, files }) => ({ subject: folder, files })),
  check: async (job, tree, workshop) => {
    const chart = chartsIn(tree).find(({ folder }) => folder === job.subject);
    const installed = chart ? await releasesOf(chart, tree, workshop) : [];
    return installed.flatMap((one) =>
      installed
        .filter((other) => other !== one)
        .flatMap((other) => [...(one.name < other.name ? sameNames(one, other) : []), ...foreignPods(one, other)]),
    );
  },
};

function releasesOf(chart: Chart, tree: Tree, workshop: Workshop): Promise<readonly Release[]> {
  return Promise.all(
    chart.environments.map(async (environment) => {
      const name = `${chartName(chart, tree)}-${environment.name}`;
      const text = await renderChart("helm3", chart, environment.values, tree, workshop, [], name);
      const objects = parseAllDocuments(text, { version: "1.1", merge: false })
        .map((document) => document.toJS() as KubernetesObject | null)
        .filter((object) => object !== null);
      return { name, objects };
    }),
  );
}

function sameNames(one: Release, other: Release): readonly string[] {
  const taken = new Set(one.objects.map(nameOf));
  return other.objects
    .map(nameOf)
    .filter((name) => taken.has(name))
    .map((name) => `${one.name} and ${other.name} both have ${name}`);
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.name}`;
}

/** The selectors of a release that match pods of another one. */
function foreignPods(one: Release, other: Release): readonly string[] {
  const pods = other.objects.flatMap((object) => {
    const labels = podLabelsOf(object.spec);
    return labels ? [{ name: nameOf(object), labels }] : [];
  });
  return one.objects.flatMap((object) =>
    selectorsIn(object.spec).flatMap((selector) =>
      pods
        .filter(({ labels }) => Object.entries(selector).every(([key, value]) => labels[key] === value))
        .map(({ name }) => `${nameOf(object)} of ${one.name} selects pods of ${name} of ${other.name}`),
    ),
  );
}

function podLabelsOf(spec: unknown): Labels | undefined {
  const { template, jobTemplate } = (spec ?? {}) as {
    readonly template?: { readonly metadata?: { readonly labels?: Labels } };
    readonly jobTemplate?: { readonly spec?: unknown };
  };
  return template?.metadata?.labels ?? (jobTemplate ? podLabelsOf(jobTemplate.spec) : undefined);
}

/** Every selector of pods within a value, except empty ones: those of policies for a whole namespace. */
function selectorsIn(value: unknown): readonly Labels[] {
  if (Array.isArray(value)) return value.flatMap(selectorsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const labels =
      key === "selector" && inner !== null ? ((inner as { matchLabels?: Labels }).matchLabels ?? inner) : undefined;
    const pods = key === "podSelector" ? (inner as { matchLabels?: Labels }).matchLabels : labels;
    const own = pods && Object.values(pods).every((one) => typeof one === "string") ? [pods as Labels] : [];
    return [...own.filter((selector) => Object.keys(selector).length > 0), ...selectorsIn(inner)];
  });
}
