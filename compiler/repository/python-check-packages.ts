import type { SourceCheck } from "./source-check.ts";

/** System packages that a package needs to be compiled and to run, on Debian. */
interface Needs {
  readonly build: readonly string[];
  readonly run: readonly string[];
}

/** Packages of PyPI without wheels for Linux. Their projects publish source distributions alone. */
const compiled: Readonly<Record<string, Needs>> = {
  mysqlclient: { build: ["build-essential", "default-libmysqlclient-dev", "pkg-config"], run: ["libmariadb3"] },
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

/** The system packages that compiled packages need. Only the slim images of Debian lack them all, under these names. */
export function checkPythonPackages(check: SourceCheck, packages: readonly string[]): void {
  const { build } = check;
  if (!build.runtime.variant.startsWith("slim")) return;
  for (const [name, needs] of Object.entries(compiled)) {
    if (!packages.includes(name)) continue;
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
