import { merge } from "../spec/merge.ts";
import type { SpecPath } from "../spec/path.ts";
import type { JobSpec, ServiceSpec, TestSpec } from "../spec/spec.ts";
import { buildWorkload, type WorkloadSpec } from "./build-workload.ts";
import { parseSeconds } from "./quantity.ts";
import type { Job, TestRun } from "./service.ts";
import type { Tools } from "./tools.ts";

/** A job of one environment. It runs in an image of its own, or in that of a service. */
export function buildJob(name: string, spec: JobSpec, tools: Tools): Job {
  const path: SpecPath = ["jobs", name];
  const host = spec.service === undefined ? undefined : tools.context.environment.services[spec.service];
  const { service, schedule, before, retries, timeout, concurrency, ...own } = spec;
  const shared = merge(inherited(host, service), own) as WorkloadSpec;
  return {
    ...buildWorkload(name, shared, withImageOf(service ?? name, name, tools), path),
    ...(spec.start && { command: spec.start }),
    schedule,
    before: [...(before ?? [])].sort(),
    retries,
    timeout: parseSeconds(timeout),
    concurrency,
  };
}

/** The runner of a kind of test: the test stage of a service. */
export function buildTestRun(name: string, spec: TestSpec, tools: Tools): TestRun | undefined {
  const path: SpecPath = ["tests", name];
  const host = tools.context.environment.services[spec.service];
  const { service, command, timeout, ...own } = spec;
  if (!host?.runtime) {
    tools.context.report("model/not-built-here", [...path, "service"], { service, what: `tests.${name}` });
    return undefined;
  }
  const shared = merge(inherited(host, service), own) as WorkloadSpec;
  const built = buildWorkload(name, shared, withImageOf(service, name, tools), path);
  return { ...built, description: `Runs the ${name} tests.`, command, timeout: parseSeconds(timeout) };
}

/** What a job or a test has from the service in whose image it runs: everything but what makes it a server. */
function inherited(host: ServiceSpec | undefined, name: string | undefined): Partial<WorkloadSpec> {
  if (!host) return {};
  const { env, files, runtime, imageName = runtime && name, image, user, temporary, networks } = host;
  const parts = { env, files, runtime, imageName, image, user, temporary, networks };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

/** The image of `owner` under the name of what runs in it. */
function withImageOf(owner: string, name: string, tools: Tools): Tools {
  const image = tools.images.get(owner);
  return image ? { ...tools, images: new Map([...tools.images, [name, image]]) } : tools;
}
