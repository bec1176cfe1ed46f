import type { MergedJob, MergedTest } from "../spec/normalize.ts";
import type { SpecPath } from "../spec/path.ts";
import { buildWorkload } from "./build-workload.ts";
import { hasStage } from "./built-images.ts";
import { parseSeconds } from "./quantity.ts";
import type { Job, TestRun } from "./service.ts";
import type { Tools } from "./tools.ts";

/** A job of one environment. It has its own image, or runs in the image of a service. */
export function buildJob(name: string, spec: MergedJob, tools: Tools): Job {
  const { service, schedule, before, retries, timeout, concurrency, ...shared } = spec;
  const workTools = withImageOf(service ?? name, name, tools);
  return {
    ...buildWorkload(name, shared, workTools, ["jobs", name]),
    ...(spec.start && { command: spec.start }),
    schedule,
    before: [...(before ?? [])].sort(),
    retries,
    timeout: parseSeconds(timeout),
    concurrency,
  };
}

/** The runner of a kind of test: the test stage of a service. */
export function buildTestRun(name: string, spec: MergedTest, tools: Tools): TestRun | undefined {
  const path: SpecPath = ["tests", name];
  const { service, command, timeout, ...shared } = spec;
  const image = tools.images.get(service);
  if (!image || !hasStage(image, "test")) {
    tools.context.report("model/not-built-here", { path: [...path, "service"] }, { service, what: `tests.${name}` });
    return undefined;
  }
  const built = buildWorkload(name, shared, withImageOf(service, name, tools), path);
  return { ...built, description: `Runs the ${name} tests.`, command, timeout: parseSeconds(timeout) };
}

/** The image of `owner` under the name of what runs in it. */
function withImageOf(owner: string, name: string, tools: Tools): Tools {
  const image = tools.images.get(owner);
  return image ? { ...tools, images: new Map([...tools.images, [name, image]]) } : tools;
}
