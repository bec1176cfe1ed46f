import { engines } from "../../catalog/engine.ts";
import type { Runtime } from "../../model/image.ts";

/** The base images of a service. */
export interface BaseImages {
  /** Installs and builds. */
  readonly build: string;
  /** Runs in production. */
  readonly run: string;
}

/** The distribution of an image, which decides how packages and users are added. */
export type Distribution = "debian" | "alpine";

/** The official images of a language (https://hub.docker.com/_/python and so on). */
export function baseImagesOf(runtime: Runtime): BaseImages {
  const { language, version, variant } = runtime;
  switch (language) {
    case "python":
    case "node": {
      const image = `${language}:${version}-${variant}`;
      return { build: image, run: image };
    }
    case "dotnet":
      return {
        build: `mcr.microsoft.com/dotnet/sdk:${version}-${variant}`,
        run: `mcr.microsoft.com/dotnet/aspnet:${version}-${variant}`,
      };
    case "go":
      // A static binary does not need Go. Alpine has wget for the health check.
      return { build: `golang:${version}-${variant}`, run: `alpine:${/^alpine(.+)$/.exec(variant)?.[1] ?? "3.22"}` };
    case "java":
      return { build: `eclipse-temurin:${version}-jdk-${variant}`, run: `eclipse-temurin:${version}-jre-${variant}` };
  }
}

/** The image that serves static sites. */
export function webServerImage(): string {
  const nginx = engines.get("nginx");
  if (!nginx) throw new Error("the catalogue has no nginx");
  return `${nginx.image}:${nginx.tag.replace("{version}", nginx.version)}`;
}

/** The image with uv (https://docs.astral.sh/uv/guides/integration/docker/). */
export const uvImage = "ghcr.io/astral-sh/uv:0.9";

/** Debian unless the variant says Alpine. */
export function distributionOf(runtime: Runtime): Distribution {
  return runtime.language === "go" || runtime.variant.startsWith("alpine") ? "alpine" : "debian";
}
