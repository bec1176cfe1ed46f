import type { Build } from "../../model/image.ts";

/** Where the configuration of the server of a static site lies, relative to the output folder. */
export function siteConfigurationPath(build: Build): string {
  return `nginx/${build.name}.conf`;
}

/** What `docker/nginx.conf` prints. */
export interface SiteView {
  readonly specName: string;
  readonly title: string;
  readonly port: number;
  readonly health: string;
  readonly hasFallback: boolean;
}

/** The configuration of the server of a static site. */
export function siteView(build: Build, specName: string): SiteView {
  return {
    specName,
    title: `Serves ${build.name}: ${build.description}`,
    port: build.ports[0] ?? 8080,
    health: build.site?.health ?? "/healthz",
    hasFallback: build.site?.fallback ?? false,
  };
}
