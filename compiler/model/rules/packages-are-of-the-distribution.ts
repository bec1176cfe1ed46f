import { buildDistributionOf, type Distribution, distributionOf } from "../base-images.ts";
import { generatedBuilds } from "../built-images.ts";
import type { Rule } from "./rule.ts";

/**
 * Packages that only Alpine has, with the corresponding one of Debian and Ubuntu; empty: their images need none.
 * Sources: https://pkgs.alpinelinux.org/packages and https://packages.debian.org.
 */
const ofAlpine: Readonly<Record<string, string>> = {
  "build-base": "build-essential",
  gcompat: "",
  "icu-data-full": "",
  "icu-dev": "libicu-dev",
  "icu-libs": "",
  "jpeg-dev": "libjpeg-dev",
  "libc6-compat": "",
  libpq: "libpq5",
  "libstdc++": "libstdc++6",
  "mariadb-dev": "libmariadb-dev",
  "musl-dev": "libc6-dev",
  "openssl-dev": "libssl-dev",
  "postgresql-dev": "libpq-dev",
  "sqlite-dev": "libsqlite3-dev",
  "zlib-dev": "zlib1g-dev",
};

const ofDebian: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(ofAlpine).flatMap(([alpine, debian]) => (debian === "" ? [] : [[debian, alpine]])),
  ),
  "default-libmysqlclient-dev": "mariadb-dev",
  // Alpine has a package of this name too.
  "libpq-dev": "libpq-dev",
};

/** A package exists in the distribution of the image that it is installed in. */
export const packagesAreOfTheDistribution: Rule = ({ platform }, reporter) => {
  for (const { name: service, runtime, packages, path } of generatedBuilds(platform)) {
    for (const stage of ["build", "run"] as const) {
      const distribution = stage === "build" ? buildDistributionOf(runtime) : distributionOf(runtime);
      for (const { name } of packages[stage]) {
        const instead = replacementOf(name, distribution);
        if (instead === undefined) continue;
        const holes = { package: name, service, isAlpine: distribution === "alpine", instead };
        reporter.report("model/package-of-other-system", { path: [...path, "packages", stage], within: name }, holes);
      }
    }
  }
};

/** What to install in place of a package that a distribution does not have; empty: nothing. Undefined for other packages. */
function replacementOf(name: string, distribution: Distribution): string | undefined {
  if (distribution === "none") return undefined;
  const others = distribution === "alpine" ? ofDebian : ofAlpine;
  const instead = Object.hasOwn(others, name) ? others[name] : undefined;
  return instead === name ? undefined : instead;
}
