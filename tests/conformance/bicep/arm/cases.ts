import { ok as check } from "node:assert/strict";
import type { Deployable, Options, Report } from "./simulation.ts";
import { Simulation } from "./simulation.ts";

/** The environments that cases deploy. */
export interface Platforms {
  readonly prod: Deployable;
  readonly staging: Deployable;
  readonly dev: Deployable;
  readonly added: Deployable;
  readonly removed: Deployable;
}

/** A case of the simulation. The result describes what has happened. */
export interface Case {
  readonly name: string;
  readonly run: (platforms: Platforms) => Promise<string>;
}

const v1 = { IMAGE_TAG: "v1", REVISION: "r1", BIND_DOMAINS: "false" };
const first = { ...v1, SECRET_KEY: "k1" };
const v2 = { ...v1, IMAGE_TAG: "v2", REVISION: "r2" };

/** A group in which the first deployment has succeeded. */
async function deployed({ prod }: Platforms): Promise<Simulation> {
  const simulation = new Simulation();
  succeeded(await simulation.deploy(prod, "prod", first));
  return simulation;
}

function succeeded(report: Report): Report {
  check(report.code === 0, report.text);
  return report;
}

function failed(report: Report, why: RegExp): Report {
  check(report.code !== 0 && why.test(report.text), `it has to fail with ${why}: ${report.text}`);
  return report;
}

/** The deployments of a report, with what has failed. */
function stepsOf({ log }: Report): string {
  const deployments = log.filter((line) => line.startsWith("deploy "));
  return deployments.map((line) => line.slice("deploy ".length).replace(/ fails: .*/, " (fails)")).join(", ");
}

function revisions({ changed }: Report): string {
  return changed.length === 0 ? "no new revision" : `new revisions: ${changed.join(", ")}`;
}

const scaled: Options = {
  change: (parameters) => {
    const settings = parameters.web_settings as { readonly [key: string]: never };
    return { ...parameters, web_settings: { ...settings, replicas: { min: 4, max: 9 } } };
  },
};

/** The cases, in the order of the table. */
export const cases: readonly Case[] = [
  {
    name: "first run in an empty group, without images",
    run: async ({ prod }) => {
      const report = succeeded(await new Simulation().deploy(prod, "prod", first));
      check(report.log[0] === "deploy foundation" && report.log.includes("start migrate"));
      return `${stepsOf(report)}; ${revisions(report)}`;
    },
  },
  {
    name: "first run without a secret",
    run: async ({ prod }) => {
      const report = failed(await new Simulation().deploy(prod, "prod", v1), /values for: SECRET_KEY$/m);
      check(report.log.length === 0);
      return "stops before anything is deployed, and names SECRET_KEY";
    },
  },
  {
    name: "first run with one plain deployment",
    run: async ({ prod }) => {
      const simulation = new Simulation();
      const report = await simulation.deploy(prod, "prod", { ...first, SECRET_PASSWORD: "p" }, { isPlain: true });
      failed(report, /unable to pull image|Unable to get value/);
      const next = succeeded(await simulation.deploy(prod, "prod", first));
      return `fails at the first app; then the script: ${stepsOf(next)}`;
    },
  },
  {
    name: "first run while host names have no DNS records",
    run: async ({ prod }) => {
      const simulation = new Simulation();
      const report = failed(
        await simulation.deploy(prod, "prod", { ...first, BIND_DOMAINS: "true" }),
        /InvalidCustomHostName/,
      );
      succeeded(await simulation.deploy(prod, "prod", v1));
      simulation.world.ownerOf = () => "prod";
      const bound = succeeded(await simulation.deploy(prod, "prod", { ...v1, REVISION: "r2", BIND_DOMAINS: "true" }));
      return `${stepsOf(report)}; BIND_DOMAINS=false succeeds; with DNS records: ${stepsOf(bound)}`;
    },
  },
  {
    name: "first run before the images are published",
    run: async ({ prod }) => {
      const simulation = new Simulation();
      simulation.group("prod").isPublished = () => false;
      const report = failed(await simulation.deploy(prod, "prod", first), /does not exist/);
      check(simulation.group("prod").apps.size === 0);
      simulation.group("prod").isPublished = () => true;
      const next = succeeded(await simulation.deploy(prod, "prod", v1));
      return `${stepsOf(report)}, then stops at the images; again: ${stepsOf(next)}`;
    },
  },
  {
    name: "unchanged second run",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      const report = succeeded(await simulation.deploy(platforms.prod, "prod", v1));
      check(report.changed.length === 0, report.changed.join());
      return `${stepsOf(report)}; ${revisions(report)}`;
    },
  },
  {
    name: "new version",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      const report = succeeded(await simulation.deploy(platforms.prod, "prod", v2));
      check(simulation.group("prod").apps.get("api")?.serving === "api--r2");
      return `${stepsOf(report)}; ${revisions(report)}`;
    },
  },
  {
    name: "changed replicas",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      const report = succeeded(await simulation.deploy(platforms.prod, "prod", v1, scaled));
      check(report.changed.join() === "web");
      return `${stepsOf(report)}; ${revisions(report)}`;
    },
  },
  {
    name: "rotated secret",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      const report = succeeded(await simulation.deploy(platforms.prod, "prod", { ...v1, SECRET_KEY: "k2" }));
      check(report.changed.join() === "web" && simulation.entry("prod", "key") === "k2");
      return `${stepsOf(report)}; ${revisions(report)}`;
    },
  },
  {
    name: "rotated password of a database",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      const next = { ...v1, REVISION: "r2", SECRET_PASSWORD: "p2" };
      const report = succeeded(await simulation.deploy(platforms.prod, "prod", next));
      check(simulation.entry("prod", "orders-url")?.includes(":p2@") === true);
      return `${stepsOf(report)}; server and addresses have it; ${revisions(report)}`;
    },
  },
  {
    name: "added service with a new secret",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      failed(await simulation.deploy(platforms.added, "prod", v1), /SECRET_REPORT_KEY/);
      const report = succeeded(await simulation.deploy(platforms.added, "prod", { ...v1, SECRET_REPORT_KEY: "x" }));
      check(report.changed.join() === "reports");
      return `names SECRET_REPORT_KEY; then: ${stepsOf(report)}; ${revisions(report)}`;
    },
  },
  {
    name: "removed service",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      const report = succeeded(await simulation.deploy(platforms.removed, "prod", v1));
      check(report.changed.length === 0 && simulation.group("prod").apps.has("web"));
      return `${stepsOf(report)}; ${revisions(report)}; the app stays until it is deleted`;
    },
  },
  {
    name: "group deleted and recreated",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      simulation.delete("prod");
      const report = failed(await simulation.deploy(platforms.prod, "prod", first), /set NAME_SALT/);
      const salted = succeeded(await simulation.deploy(platforms.prod, "prod", { ...first, NAME_SALT: "2" }));
      return `${stepsOf(report)}, and names NAME_SALT; with it: ${stepsOf(salted)}`;
    },
  },
  {
    name: "second environment beside the first",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      simulation.world.ownerOf = (host) => (host.includes("staging") ? "staging" : "prod");
      const own = { ...first, BIND_DOMAINS: "true" };
      const report = succeeded(await simulation.deploy(platforms.staging, "staging", own));
      const dev = succeeded(await simulation.deploy(platforms.dev, "dev", first));
      return `staging: ${stepsOf(report)}; dev: ${stepsOf(dev)}`;
    },
  },
  {
    name: "a revision that does not start",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      simulation.broken = ["web"];
      const report = failed(await simulation.deploy(platforms.prod, "prod", v2), /does not run/);
      const { apps } = simulation.group("prod");
      check(apps.get("api")?.serving === "api--r1");
      simulation.broken = [];
      const next = succeeded(await simulation.deploy(platforms.prod, "prod", { ...v2, REVISION: "r3" }));
      return `${stepsOf(report)}; the former revisions serve; fixed: ${stepsOf(next)}`;
    },
  },
  {
    name: "health check fails after the deployment",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      const azure = simulation.group("prod");
      azure.isHealthy = (url) => !url.includes("api---new");
      const report = failed(await simulation.deploy(platforms.prod, "prod", v2), /does not answer/);
      const images = [...azure.apps.values()].map(({ servingTemplate }) =>
        JSON.stringify(servingTemplate).includes(":v1"),
      );
      check(images.every(Boolean), "every app serves v1");
      return `${stepsOf(report)}; every app serves its former version`;
    },
  },
  {
    name: "migration fails",
    run: async (platforms) => {
      const simulation = await deployed(platforms);
      simulation.group("prod").jobState = "Failed";
      const report = failed(await simulation.deploy(platforms.prod, "prod", v2), /apps are unchanged/);
      check(report.changed.length === 0);
      return `${stepsOf(report)}; ${revisions(report)}`;
    },
  },
];
