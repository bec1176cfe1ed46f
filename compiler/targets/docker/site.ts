import type { Build } from "../../model/image.ts";

/** The view of `docker/nginx.conf`. */
export interface SiteView {
  readonly specName: string;
  readonly title: string;
  readonly port: number;
  readonly health: string;
  readonly hasFallback: boolean;
}

/** The nginx configuration of a static site. */
export function siteView(build: Build, specName: string): SiteView {
  return {
    specName,
    title: `Serves ${build.name}: ${build.description}`,
    port: build.ports[0] ?? 8080,
    health: build.site?.health ?? "/healthz",
    hasFallback: build.site?.fallback ?? false,
  };
}
