import { canonical } from "../../kubernetes/field-order.ts";
import { type Fields, isMap, type KubernetesObject, type Labels, type OwnedObject } from "../../kubernetes/object.ts";

/** Labels that a kustomization adds to all its objects. Selectors never change. */
export interface LabelPairs {
  readonly pairs: Labels;
  /** Whether they are added to templates of pods, jobs and claims as well. */
  readonly includeTemplates: boolean;
}

/** The labels that all objects of the platform have, or all of a workload; and those that their templates have too. */
const candidates = {
  platform: {
    everywhere: ["app.kubernetes.io/instance", "app.kubernetes.io/part-of"],
    objects: ["app.kubernetes.io/managed-by", "owner"],
  },
  workload: { everywhere: ["app.kubernetes.io/name"], objects: ["app.kubernetes.io/component"] },
};

/**
 * The labels that a kustomization adds for its objects. One that some object lacks, or has with another value, is not
 * added: every object then names it.
 */
export function sharedLabels(
  level: keyof typeof candidates,
  objects: readonly KubernetesObject[],
): readonly LabelPairs[] {
  const { everywhere, objects: onObjects } = candidates[level];
  const metadata = objects.map((object): Fields => ({ ...object.metadata }));
  const templates = objects.flatMap(templatesOf);
  return [
    { pairs: shared(everywhere, [...metadata, ...templates]), includeTemplates: true },
    { pairs: shared(onObjects, metadata), includeTemplates: false },
  ].filter(({ pairs }) => Object.keys(pairs).length > 0);
}

/** Whether an object belongs to a workload. */
export function isOneOf(objects: readonly OwnedObject[], workload: string): (object: KubernetesObject) => boolean {
  const own = new Set(objects.filter((owned) => owned.workload === workload).map(({ object }) => object));
  return (object) => own.has(object);
}

function shared(keys: readonly string[], metadata: readonly Fields[]): Labels {
  const labelsOf = ({ labels }: Fields): Labels => (isMap(labels) ? (labels as Labels) : {});
  const [first = {}, ...others] = metadata.map(labelsOf);
  const common = keys.filter((key) => first[key] !== undefined && others.every((labels) => labels[key] === first[key]));
  return Object.fromEntries(common.map((key) => [key, first[key] ?? ""]));
}

/** The metadata of the templates in an object, which Kustomize labels with `includeTemplates`. */
function templatesOf({ spec }: KubernetesObject): readonly Fields[] {
  const found: Fields[] = [];
  visitTemplates(spec, (metadata) => {
    found.push(metadata);
    return metadata;
  });
  return found;
}

/** The object without labels that its kustomization adds. */
export function withoutLabels(object: KubernetesObject, added: readonly LabelPairs[]): object {
  const strip = (pairs: readonly LabelPairs[]) => {
    const keys = new Set(pairs.flatMap((one) => Object.keys(one.pairs)));
    return (metadata: Fields): Fields => {
      const rest = Object.entries((metadata.labels ?? {}) as Labels).filter(([key]) => !keys.has(key));
      return { ...metadata, labels: rest.length > 0 ? Object.fromEntries(rest) : undefined };
    };
  };
  const spec = visitTemplates(object.spec, strip(added.filter(({ includeTemplates }) => includeTemplates)));
  const metadata = strip(added)(object.metadata as unknown as Fields);
  return canonical({ ...object, metadata, ...(spec !== undefined && { spec }) }) as object;
}

/** The specification of an object with the metadata of its templates changed; empty metadata is dropped. */
function visitTemplates(spec: unknown, change: (metadata: Fields) => Fields): unknown {
  if (!isMap(spec)) return spec;
  const changed: Record<string, unknown> = { ...spec };
  const inTemplate = (template: Fields): Fields => {
    const metadata = change((template.metadata ?? {}) as Fields);
    const isEmpty = Object.values(metadata).every((value) => value === undefined);
    return { ...template, metadata: isEmpty ? undefined : metadata };
  };
  const { template, jobTemplate, volumeClaimTemplates } = spec;
  if (isMap(template)) changed.template = inTemplate(template);
  if (isMap(jobTemplate)) {
    changed.jobTemplate = inTemplate({ ...jobTemplate, spec: visitTemplates(jobTemplate.spec, change) });
  }
  if (Array.isArray(volumeClaimTemplates)) changed.volumeClaimTemplates = volumeClaimTemplates.map(inTemplate);
  return changed;
}
