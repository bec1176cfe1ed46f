import { deployTemplate } from "./deploy.ts";
import type { Value, Values } from "./functions.ts";
import { nameFindings } from "./names.ts";
import { compileProgram, type Program } from "./program.ts";
import { roleDelay } from "./rules.ts";
import { type Event, World } from "./world.ts";

/** The mark of every secret value in these deployments. */
const secret = "s3cret";

/** Where a secret may stand: the entries of a vault, and the passwords of servers. */
const places: Readonly<Record<string, RegExp>> = {
  "Microsoft.KeyVault/vaults/secrets": /^properties\.value$/,
  "Microsoft.DBforPostgreSQL/flexibleServers": /^properties\.administratorLoginPassword$/,
  "Microsoft.DocumentDB/mongoClusters": /^properties\.administrator\.password$/,
};

/** What types cannot express about a template: secrets, order, names, duplicates, roles and conditions. */
export function templateFindings(file: string, command: string): readonly string[] {
  return programFindings(compileProgram(file, command), file);
}

/** The same of a compiled template. `file` is named in findings. */
export function programFindings(program: Program, file: string): readonly string[] {
  return (["first", "last"] as const).flatMap((order) => findingsOf(program, file, order));
}

function findingsOf(program: Program, file: string, order: "first" | "last"): readonly string[] {
  const world = worldFor(program);
  const env = environmentOf(program);
  const findings: string[] = [];
  const deploy = (step: string, more: Readonly<Record<string, string>>): readonly Event[] => {
    const start = world.events.length;
    try {
      deployTemplate(program.template, program.parameters({ ...env, ...more }), world, {
        group: "g",
        name: "main",
        order,
      });
    } catch (error) {
      findings.push(`${step}, ${order}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return world.events.slice(start);
  };
  const foundation = deploy("foundation", { DEPLOY_APPS: "false", DEPLOY_JOBS: "false" });
  world.clock += roleDelay;
  const jobs = deploy("jobs", { DEPLOY_APPS: "false" });
  const apps = deploy("apps", {});
  const again = deploy("again", { ACTIVE_REVISIONS: "{}" });
  for (const events of [foundation, jobs, apps, again]) findings.push(...nameFindings(events), ...leaks(events));
  const late = apps.filter(
    ({ kind, id }) => kind === "put" && id.includes("roleAssignments") && !hasEvent(foundation, id),
  );
  findings.push(...late.map(({ id }) => `${id} is not a part of the foundation`));
  const started = foundation.filter(({ body }) => /containerApps$|App\/jobs$/.test(String(body.type)));
  findings.push(...started.map(({ id }) => `${id} is a part of the foundation`));
  return [...new Set(findings)].map((finding) => `${file}: 1 ${finding}`);
}

function hasEvent(events: readonly Event[], id: string): boolean {
  return events.some((event) => event.id === id);
}

/** A subscription that has every image and host name, and the registry of a platform with its own. */
function worldFor({ template }: Program): World {
  const world = new World();
  world.hasImage = () => true;
  world.ownerOf = () => "g";
  const { registryName } = template.variables as Values;
  if (typeof registryName === "string" && !registryName.startsWith("[")) addRegistry(world, registryName);
  return world;
}

/** A registry in another resource group, which no template deploys. */
export function addRegistry(world: World, name: string): void {
  const type = "Microsoft.ContainerRegistry/registries";
  world.put(`/subscriptions/s/resourceGroups/registry-resource-group/providers/${type}/${name}`, { type, name });
}

/** Every variable has a value; secrets carry a mark. */
function environmentOf({ variables }: Program): Readonly<Record<string, string>> {
  const values = variables.map((name) => {
    const value = name.startsWith("SECRET_") ? `${secret}-${name}` : name.toLowerCase().replaceAll("_", "-");
    return [name, name === "NAME_SALT" ? "" : value] as const;
  });
  return Object.fromEntries(values);
}

/** Secrets in outputs, in parameters that are not secure, and in properties of resources. */
function leaks(events: readonly Event[]): readonly string[] {
  return events.flatMap(({ kind, id, body }) => {
    const allowed = kind === "put" ? places[String(body.type)] : undefined;
    return pathsWith(body, secret)
      .filter((path) => allowed?.test(path) !== true)
      .map((path) => `a secret is in '${path}' of ${kind === "put" ? id : `the ${kind} of ${id}`}`);
  });
}

function pathsWith(value: Value, text: string, path = ""): readonly string[] {
  if (typeof value === "string") return value.includes(text) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value as Values).flatMap(([name, inner]) =>
    pathsWith(inner, text, path === "" ? name : `${path}.${name}`),
  );
}
