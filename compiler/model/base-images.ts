import { engines } from "../catalog/engine.ts";
import type { Runtime, User } from "./image.ts";

/** The base images of a service. */
export interface BaseImages {
  /** Installs and builds. */
  readonly build: string;
  /** Runs in production. */
  readonly run: string;
}

/** How packages and users are added to an image; `none`: not at all, because it has no shell. */
export type Distribution = "debian" | "alpine" | "none";

/** Images of .NET that a base can name, with what they contain (https://learn.microsoft.com/dotnet/core/docker/container-images). */
const dotnetImages: readonly string[] = ["aspnet", "runtime", "runtime-deps"];

/** The image of `go@VERSION-static`: CA certificates and time zones, but no shell. */
const staticImage = "gcr.io/distroless/static-debian12:nonroot";

/** The official images of a language (https://hub.docker.com/_/python and so on), or the base that the specification sets. */
export function baseImagesOf(runtime: Runtime): BaseImages {
  const { language, version, variant, base } = runtime;
  switch (language) {
    case "python":
    case "node": {
      const image = `${language}:${version}-${variant}`;
      return { build: image, run: image };
    }
    case "dotnet": {
      const name = base ?? "aspnet";
      const run = dotnetImages.includes(name) ? `mcr.microsoft.com/dotnet/${name}:${version}-${variant}` : name;
      return { build: `mcr.microsoft.com/dotnet/sdk:${version}-${sdkVariant(variant)}`, run };
    }
    case "go":
      // A static binary does not need Go.
      return {
        build: `golang:${version}-${variant === "static" ? "alpine" : variant}`,
        run: base ?? (variant === "static" ? staticImage : `alpine:${/^alpine(.+)$/.exec(variant)?.[1] ?? "3.22"}`),
      };
    case "java":
      return {
        build: `eclipse-temurin:${version}-jdk-${variant}`,
        run: base ?? `eclipse-temurin:${version}-jre-${variant}`,
      };
  }
}

/** There is no SDK without a shell: `noble-chiseled-extra` is built on `noble`. */
function sdkVariant(variant: string): string {
  return variant.replace(/-(chiseled|distroless|extra|composite).*$/, "");
}

/** The image that serves static sites. */
export function webServerImage(): string {
  const nginx = engines.get("nginx");
  if (!nginx) throw new Error("the catalogue has no nginx");
  return `${nginx.image}:${nginx.tag.replace("{version}", nginx.version)}`;
}

/** The image with uv (https://docs.astral.sh/uv/guides/integration/docker/). */
export const uvImage = "ghcr.io/astral-sh/uv:0.9";

/** Where Maven and Gradle come from without a wrapper (https://hub.docker.com/_/maven, https://hub.docker.com/_/gradle). */
export const mavenImage = "maven:3.9";
export const gradleImage = "gradle:8";

/** The distribution of the image that runs in production. */
export function distributionOf(runtime: Runtime): Distribution {
  const { run } = baseImagesOf(runtime);
  if (run === "scratch" || /chiseled|distroless/.test(run)) return "none";
  return /(^|\/)alpine:|-alpine/.test(run) ? "alpine" : "debian";
}

/** The distribution of the image that builds. It always has a shell. */
export function buildDistributionOf(runtime: Runtime): Exclude<Distribution, "none"> {
  return /-alpine/.test(baseImagesOf(runtime).build) ? "alpine" : "debian";
}

/**
 * Whether an image has a user with that id already: `node` in images of Node, `ubuntu` in Ubuntu 24.04, `app` in images of
 * .NET, `nonroot` in distroless images.
 */
export function hasUser({ id }: User, image: string): boolean {
  if (image.includes("distroless") && id === 65532) return true;
  if (image.includes("/dotnet/") && id === 1654) return true;
  return id === 1000 && (image.startsWith("node:") || image.includes("noble"));
}
