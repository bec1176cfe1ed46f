/** JSON without a known shape. */
export type Json = Readonly<Record<string, unknown>>;

/** A revision of an app. */
export interface Revision {
  readonly name: string;
  readonly template: Json;
  isActive: boolean;
  readonly isHealthy: boolean;
}

/** The parts of an app that a rollout touches. */
interface Properties {
  configuration: {
    activeRevisionsMode?: string;
    ingress?: { traffic?: readonly Traffic[]; external?: boolean; fqdn?: string };
  };
  template: { revisionSuffix?: string };
}

interface Traffic {
  readonly revisionName?: string;
  readonly latestRevision?: boolean;
  readonly weight: number;
  readonly label?: string;
}

/** A container app, with the rules by which Azure replaces its revisions. */
export class App {
  readonly name: string;
  readonly revisions: Revision[] = [];
  #properties: Properties = { configuration: {}, template: {} };

  constructor(name: string) {
    this.name = name;
  }

  /** What `az` prints. */
  get json(): Json {
    const latest = this.revisions.at(-1)?.name;
    const ready = this.revisions.findLast(({ isHealthy }) => isHealthy)?.name;
    return {
      name: this.name,
      properties: {
        ...this.#properties,
        provisioningState: "Succeeded",
        latestRevisionName: latest,
        latestReadyRevisionName: ready ?? "",
      },
    };
  }

  /** The revision that serves most requests. */
  get serving(): string | undefined {
    if (!this.#isMultiple) return this.revisions.find(({ isActive, isHealthy }) => isActive && isHealthy)?.name;
    const [most] = (this.#properties.configuration.ingress?.traffic ?? []).filter(({ weight }) => weight >= 50);
    if (most?.revisionName === undefined) return this.revisions.at(-1)?.name;
    const revision = this.revisions.find(({ name }) => name === most.revisionName);
    return revision?.isActive ? revision.name : undefined;
  }

  /** The template of the revision that serves most requests. */
  get servingTemplate(): Json | undefined {
    return this.revisions.find(({ name }) => name === this.serving)?.template;
  }

  /** Creates or replaces the app. A changed template makes a revision. The result is an error. */
  put(properties: Json, isHealthy: boolean): string | undefined {
    const next = properties as unknown as Properties;
    const { revisionSuffix = "", ...template } = next.template;
    const ingress = next.configuration.ingress;
    if (ingress) ingress.fqdn = `${this.name}.apps.example`;
    const last = this.revisions.at(-1);
    const isChanged = JSON.stringify(last?.template) !== JSON.stringify(template) || revisionSuffix !== "";
    const name = `${this.name}--${revisionSuffix || `g${this.revisions.length + 1}`}`;
    const same = this.revisions.find((revision) => revision.name === name);
    if (same && JSON.stringify(same.template) !== JSON.stringify(template)) return `revision ${name} already exists`;
    const unknown = (ingress?.traffic ?? []).find(
      ({ revisionName }) =>
        revisionName !== undefined && revisionName !== name && !this.revisions.some((one) => one.name === revisionName),
    );
    if (unknown) return `traffic names the revision ${unknown.revisionName}, which does not exist`;
    this.#properties = next;
    if (isChanged && !same) this.revisions.push({ name, template, isActive: true, isHealthy });
    if (!this.#isMultiple && isHealthy) for (const one of this.revisions.slice(0, -1)) one.isActive = false;
    return undefined;
  }

  /** Merges a change into the app, as JSON merge patches do. */
  patch(change: Json): string | undefined {
    const merged = merge(this.#properties as unknown as Json, change.properties as Json);
    return this.put(merged, true);
  }

  get #isMultiple(): boolean {
    return this.#properties.configuration.activeRevisionsMode === "Multiple";
  }
}

function merge(target: Json, change: Json): Json {
  const merged: Record<string, unknown> = { ...target };
  for (const [key, value] of Object.entries(change)) {
    const old = merged[key];
    merged[key] = isObject(value) && isObject(old) ? merge(old, value) : structuredClone(value);
  }
  return merged;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
