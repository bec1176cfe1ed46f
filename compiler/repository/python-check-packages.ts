import { asObject, objectOf, own, stringsOf } from "./json.ts";
import type { InstalledPackages } from "./python-installed.ts";
import { requirementName } from "./python-lockfile.ts";
import { readProject } from "./python-project.ts";
import type { SourceCheck } from "./source-check.ts";

/** System packages that a package needs to be compiled and to run, on Debian. */
interface Needs {
  readonly build: readonly string[];
  readonly run: readonly string[];
}

/** Packages of PyPI without wheels for Linux, and packages that load a library of the system. */
const compiled: Readonly<Record<string, Needs>> = {
  mysqlclient: { build: ["build-essential", "default-libmysqlclient-dev", "pkg-config"], run: ["libmariadb3"] },
  // https://www.psycopg.org/psycopg3/docs/basic/install.html: `psycopg` alone loads libpq when it starts.
  psycopg: { build: [], run: ["libpq5"] },
  "psycopg-c": { build: ["build-essential", "libpq-dev"], run: ["libpq5"] },
  psycopg2: { build: ["build-essential", "libpq-dev"], run: ["libpq5"] },
  pygraphviz: { build: ["build-essential", "libgraphviz-dev"], run: ["graphviz"] },
  "python-ldap": { build: ["build-essential", "libldap-dev", "libsasl2-dev"], run: [] },
  uwsgi: { build: ["build-essential"], run: [] },
};

/** Other names of what a package provides. */
const instead: Readonly<Record<string, readonly string[]>> = {
  "build-essential": ["gcc", "g++", "clang", "build-base"],
  "libpq-dev": ["postgresql-dev", "libpq-dev"],
  "default-libmysqlclient-dev": ["libmariadb-dev", "libmariadb-dev-compat", "mariadb-dev", "libmysqlclient-dev"],
  "pkg-config": ["pkgconf"],
  "libldap-dev": ["libldap2-dev", "openldap-dev"],
};

/** Extras of psycopg are packages: `psycopg[binary]` -> `psycopg-binary`. Lock files name these. */
function withExtras({ names, requirements }: InstalledPackages): Set<string> {
  const extras = requirements.flatMap((line) => /^psycopg\s*\[([^\]]*)\]/.exec(line)?.[1]?.split(",") ?? []);
  return new Set([...names, ...extras.map((extra) => `psycopg-${extra.trim()}`)]);
}

/** Whether a project lists its dependencies, and this package only in groups, which production does not install. */
function isOfDevelopment({ source }: SourceCheck, name: string): boolean {
  const { project, "dependency-groups": groups } = readProject(source)?.table ?? {};
  const dependencies = stringsOf(own(asObject(project), "dependencies")).map(requirementName);
  const others = Object.values(objectOf(groups)).flatMap(stringsOf).map(requirementName);
  return others.includes(name) && !dependencies.includes(name);
}

/** The system packages that compiled packages need. Only the slim images of Debian lack them all, under these names. */
export function checkPythonPackages(check: SourceCheck, installed: InstalledPackages): void {
  const { build } = check;
  if (!build.runtime.variant.startsWith("slim")) return;
  const packages = withExtras(installed);
  if (installed.isComplete && isOfDevelopment(check, "psycopg")) {
    for (const name of ["psycopg", "psycopg-c"]) packages.delete(name);
  }
  for (const [name, needs] of Object.entries(compiled)) {
    if (!packages.has(name) || (name === "psycopg" && packages.has("psycopg-binary"))) continue;
    for (const key of ["build", "run"] as const) {
      const present = build.packages[key].map((one) => one.name);
      const missing = needs[key].filter(
        (need) => ![need, ...(instead[need] ?? [])].some((one) => present.includes(one)),
      );
      if (missing.length === 0) continue;
      const holes = { package: name, needs: missing, key, workload: check.workload };
      check.report("repository/native-packages", "packages", holes);
    }
  }
}
