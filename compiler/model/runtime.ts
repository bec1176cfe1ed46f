import type { RuntimeSpec, ServiceSpec } from "../spec/spec.ts";
import { distributionOf } from "./base-images.ts";
import type { Runtime } from "./image.ts";
import { languages } from "./languages.ts";
import type { Prober } from "./probe-command.ts";

/** The language of a service, with the variant that is the default of the language. */
export function buildRuntime(spec: RuntimeSpec): Runtime {
  return { ...spec, variant: spec.variant ?? languages[spec.language].variant };
}

/**
 * The program that checks health from inside the production image. All variants of a service share the command. Images
 * based on Alpine have the wget of busybox, which starts faster than an interpreter; those on Debian have bash, and
 * those without a shell have nothing.
 */
export function proberOf(spec: ServiceSpec): Prober {
  if (!spec.runtime || spec.static) return "wget";
  const { language } = spec.runtime;
  const { grpc, ready = { grpc } } = { ...spec.health };
  // Of the programs of an image, only these two speak gRPC.
  if (ready.grpc && (language === "python" || language === "node")) return language;
  const runtimes = [spec.runtime, ...Object.values(spec.variants ?? {}).map(({ runtime }) => runtime)];
  const distributions = new Set(runtimes.map((runtime) => distributionOf(buildRuntime(runtime))));
  if (distributions.size === 1 && distributions.has("alpine")) return "wget";
  if (language === "python" || language === "node") return language;
  return distributions.size === 1 && distributions.has("debian") ? "bash" : "none";
}
