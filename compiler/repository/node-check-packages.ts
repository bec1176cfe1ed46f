import { escapeExpression } from "../source/glob.ts";
import { npmPackages, readNpmLock } from "./node-lockfile.ts";
import { type NodePackage, productionDependencies, readPackage } from "./node-package.ts";
import { joinPath, lockfileLimit } from "./repository.ts";
import type { SourceCheck } from "./source-check.ts";
import { compareVersions } from "./versions.ts";

/**
 * Packages that cannot be loaded unless their install script has compiled or downloaded a library, each with the release
 * that brings prebuilt libraries instead; undefined: none does.
 */
const needScripts: Readonly<Record<string, string | undefined>> = {
  argon2: "0.40.0",
  bcrypt: "6.0.0",
  "better-sqlite3": undefined,
  canvas: undefined,
  libxmljs2: undefined,
  "node-rdkafka": undefined,
  re2: undefined,
  sharp: "0.33.0",
  sqlite3: undefined,
};

/** What the packages of a service need besides being installed. */
export function checkNodePackages(check: SourceCheck, manifest: NodePackage): void {
  checkInstallScripts(check, manifest);
  checkOwnScript(check, manifest);
  checkPrisma(check, manifest);
  checkBrowsers(check, manifest);
  checkLocalPackages(check, manifest);
}

function checkInstallScripts(check: SourceCheck, manifest: NodePackage): void {
  const { build, source } = check;
  if (build.lockfile.scripts || build.site) return;
  const text = source.read(build.lockfile.path, lockfileLimit) ?? "";
  const member = build.project === undefined ? undefined : readPackage(source, build.project);
  const direct = [manifest, ...(member ? [member] : [])].flatMap((one) => Object.keys(productionDependencies(one)));
  const installed =
    build.lockfile.manager === "npm"
      ? npmPackages(readNpmLock(text) ?? {}).filter((one) => one.isProduction && one.hasInstallScript)
      : direct.map((name) => ({ name, version: lockedVersion(text, name) }));
  const needed = installed.filter(({ name, version }) => {
    if (!Object.hasOwn(needScripts, name) || version === undefined) return false;
    const prebuilt = needScripts[name];
    return prebuilt === undefined || compareVersions(version, prebuilt) < 0;
  });
  if (needed.length === 0) return;
  const names = [...new Set(needed.map(({ name }) => name))].sort();
  check.report("repository/install-scripts", "lockfile", { packages: names, workload: check.workload });
}

/** The version of a package in the lock file of pnpm (`sharp@0.32.6:`) or Yarn (`version: 0.32.6` below `"sharp@npm:^0.32"`). */
function lockedVersion(text: string, name: string): string | undefined {
  const plain = escapeExpression(name);
  const pnpm = new RegExp(`^ {2}'?/?${plain}@(\\d[\\w.-]*)`, "m").exec(text);
  const yarn = new RegExp(`^"?${plain}@[^\\n]*:\\n\\s+version:? "?(\\d[\\w.-]*)`, "m").exec(text);
  return (pnpm ?? yarn)?.[1];
}

/** The package's own install script does not run either, and often patches packages or generates code. */
function checkOwnScript(check: SourceCheck, { scripts, file }: NodePackage): void {
  const { build } = check;
  const name = ["install", "postinstall"].find((script) => Object.hasOwn(scripts, script));
  const isRun = build.build?.command?.includes(name ?? "") === true;
  if (name === undefined || build.lockfile.scripts || isRun) return;
  const holes = { script: name, text: scripts[name] ?? "", file, workload: check.workload };
  check.report("repository/own-install-script", "lockfile", holes);
}

/** https://www.prisma.io/docs/orm/reference/prisma-client-reference: before 7, an install script generates the client. */
function checkPrisma(check: SourceCheck, manifest: NodePackage): void {
  const range = productionDependencies(manifest)["@prisma/client"];
  const { build, source } = check;
  if (range === undefined || build.lockfile.scripts || build.site || build.build?.include) return;
  const [, major] = /^[\^~>=v\s]*(\d+)/.exec(range) ?? [];
  if (major === undefined || Number(major) >= 7) return;
  const schemas = [...source.find((name) => name.endsWith(".prisma"), ".", 3)];
  // A client with an output folder is part of the build, as other source code is.
  if (schemas.some((path) => /^\s*output\s*=/m.test(source.read(path) ?? ""))) return;
  check.report("repository/prisma-client", "lockfile", { file: manifest.file, version: major });
}

function checkBrowsers(check: SourceCheck, manifest: NodePackage): void {
  if (check.build.site || check.build.packages.run.some(({ name }) => /chrom|firefox|webkit/.test(name))) return;
  for (const name of ["playwright", "puppeteer"]) {
    if (!Object.hasOwn(productionDependencies(manifest), name)) continue;
    check.report("repository/browser", "source", { package: name, file: manifest.file });
  }
}

/** Packages in folders of the repository have to be in the source of the service. */
function checkLocalPackages(check: SourceCheck, manifest: NodePackage): void {
  const { source } = check;
  for (const range of Object.values(productionDependencies(manifest))) {
    const [, path] = /^(?:file|link|portal):(?!\/)(.+)$/.exec(range) ?? [];
    if (path === undefined) continue;
    const full = joinPath(source.folder, path);
    const isInside = source.folder === "." ? !full.startsWith("..") : `${full}/`.startsWith(`${source.folder}/`);
    if (isInside) {
      if (source.repository.has(full)) continue;
      const holes = {
        workload: check.workload,
        file: full,
        user: "to install packages",
        remedy: `Correct '${range}'.`,
      };
      check.report("repository/missing-file", "source", holes);
    } else {
      const remedy = `Set '${check.workload}.source' to a folder that contains both.`;
      check.report("repository/outside-source", "source", { file: manifest.file, path, remedy });
    }
  }
}
