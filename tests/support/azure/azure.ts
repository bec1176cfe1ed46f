import { readFileSync } from "node:fs";
import { App, type Json } from "./apps.ts";

/** How a program ends, and what it prints. */
export interface Result {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Deploys a template. The result is an error; undefined: it has succeeded. */
export type Deployer = (
  name: string,
  env: Readonly<Record<string, string>>,
  parameters: string,
) => Promise<string | undefined>;

const done: Result = { code: 0, out: "", err: "" };

/** A resource group in Azure, as far as `az` shows it. Nothing of it is real. */
export class Azure {
  /** `TYPE/NAME`. */
  resources = new Set<string>();
  entries = new Set<string>();
  readonly images = new Set<string>();
  /** Whether the platform's own registry has an image. */
  isPublished: (source: string) => boolean = () => true;
  readonly apps = new Map<string, App>();
  readonly deployments = new Map<string, string>();
  /** Everything that changes something, in order. */
  readonly log: string[] = [];
  /** Seconds since the start. */
  clock = 0;
  /** The ends of the jobs that are started. */
  jobState = "Succeeded";
  isHealthy: (url: string) => boolean = () => true;
  deployer: Deployer = async () => "no deployer";

  /** Runs a program. */
  async run(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Result> {
    switch (program) {
      case "sleep":
        this.clock += Number(args[0]);
        return done;
      case "curl": {
        const url = args.at(-1) ?? "";
        this.log.push(`call ${url}`);
        return this.isHealthy(url) ? done : { code: 22, out: "", err: "404" };
      }
      case "docker":
        this.log.push(`docker ${args.join(" ")}`);
        return done;
      default:
        return this.#az(args, env);
    }
  }

  async #az(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Result> {
    const option = (name: string): string => args[args.indexOf(name) + 1] ?? "";
    const words = args
      .slice(
        0,
        args.findIndex((word) => word.startsWith("--")),
      )
      .join(" ");
    switch (words) {
      case "group show":
      case "acr login":
        return done;
      case "resource list":
        return printed(
          [...this.resources].map((id) => ({
            type: id.slice(0, id.lastIndexOf("/")),
            name: id.slice(id.lastIndexOf("/") + 1),
          })),
        );
      case "deployment group list":
        return { ...done, out: this.deployments.get("foundation") ?? "" };
      case "deployment group what-if":
        this.log.push("preview");
        return done;
      case "deployment group create":
        return this.#deploy(option("--name"), env, option("--parameters"));
      case "acr show":
        return { ...done, out: `${option("--name")}.azurecr.io\n` };
      case "acr import":
        return this.#import(option("--source"), option("--image"));
      case "rest":
        return this.#rest(option("--method"), option("--url"), option("--body"));
      default:
        return failed(`unknown command: az ${args.join(" ")}`);
    }
  }

  async #deploy(name: string, env: Readonly<Record<string, string>>, parameters: string): Promise<Result> {
    const error = await this.deployer(name, env, parameters);
    this.deployments.set(name, error === undefined ? "Succeeded" : "Failed");
    this.log.push(`deploy ${name}${error === undefined ? "" : ` fails: ${error}`}`);
    return error === undefined ? done : failed(error);
  }

  #import(source: string, image: string): Result {
    if (!this.isPublished(source)) return failed(`${source} does not exist`);
    this.images.add(image);
    this.log.push(`import ${source} as ${image}`);
    return done;
  }

  #rest(method: string, url: string, body: string): Result {
    const path = url.replace(/^.*\/providers\//, "").replace(/\?.*$/, "");
    const [namespace, type, name = "", sub, child = "", action] = path.split("/");
    if (type === "vaults" && sub === "secrets")
      return printed({ value: [...this.entries].map((entry) => ({ name: entry })) });
    if (type === "jobs") {
      if (method === "get") return printed({ properties: { status: this.jobState } });
      this.log.push(`start ${name}`);
      return printed({ name: `${name}-1` });
    }
    if (namespace !== "Microsoft.App" || type !== "containerApps") return failed(`unknown address ${url}`);
    if (name === "") return printed({ value: [...this.apps.values()].map(({ json }) => json) });
    const app = this.apps.get(name);
    if (!app) return failed(`ResourceNotFound: ${name}`);
    if (method === "patch") {
      this.log.push(`patch ${name}`);
      const error = app.patch(JSON.parse(readFileSync(body.slice(1), "utf8")) as Json);
      return error === undefined ? done : failed(error);
    }
    if (sub === undefined) return printed(app.json);
    return this.#revisions(app, child, action);
  }

  #revisions(app: App, name: string, action: string | undefined): Result {
    const shown = ({ isActive, isHealthy, name: of }: App["revisions"][number]): Json => ({
      name: of,
      properties: {
        active: isActive,
        runningState: isHealthy ? "Running" : "Failed",
        healthState: isHealthy ? "Healthy" : "Unhealthy",
      },
    });
    if (name === "") return printed({ value: app.revisions.map(shown) });
    const revision = app.revisions.find((one) => one.name === name);
    if (!revision) return failed(`ResourceNotFound: ${name}`);
    if (action === undefined) return printed(shown(revision));
    this.log.push(`${action} ${name}`);
    revision.isActive = action === "activate";
    return done;
  }
}

function printed(value: unknown): Result {
  return { ...done, out: JSON.stringify(value) };
}

function failed(message: string): Result {
  return { code: 1, out: "", err: `ERROR: ${message}\n` };
}

/** An app, which is created if it does not exist. */
export function appOf(azure: Azure, name: string): App {
  const app = azure.apps.get(name) ?? new App(name);
  azure.apps.set(name, app);
  return app;
}
