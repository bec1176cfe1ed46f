import { distributionOf } from "../base-images.ts";
import { generatedBuilds } from "../built-images.ts";
import type { Build } from "../image.ts";
import { javaPackaging } from "../java-packaging.ts";
import { versionsOf } from "../languages.ts";
import type { Platform } from "../platform.ts";
import type { Reporter } from "../reporter.ts";
import type { Rule } from "./rule.ts";

/** The base image of a version exists, and what it lacks is not needed: the production image can start. */
export const programsAreInTheirImages: Rule = ({ platform }, reporter) => {
  for (const build of generatedBuilds(platform)) {
    checkVersion(build, reporter);
    checkVariant(build, reporter);
    checkStart(build, reporter);
    checkBuildCommand(build, reporter);
    checkPackages(build, reporter);
    if (!isInvariant(build, platform)) checkCultures(build, reporter);
  }
};

/** The variable that turns cultures off in .NET (https://learn.microsoft.com/dotnet/core/runtime-config/globalization). */
const invariant = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

/** Whether a service sets the variable itself. */
function isInvariant(build: Build, { environments }: Platform): boolean {
  return environments.some(({ services, jobs }) =>
    [...services, ...jobs].some(
      ({ origin, env }) =>
        origin.kind === "built" && origin.build === build && env.some(({ name }) => name === invariant),
    ),
  );
}

/** Images of .NET on Alpine, and chiseled ones without `extra`, have neither ICU nor time zones. */
function checkCultures({ name, runtime, packages, path }: Build, reporter: Reporter): void {
  const lacks = /^alpine|(chiseled|distroless)(?!.*extra)/.test(runtime.variant);
  if (runtime.language !== "dotnet" || !lacks || packages.run.some((named) => named.name === "icu-libs")) return;
  reporter.report(
    "model/no-cultures",
    { path: [...path, "runtime", "variant"] },
    { service: name, variable: invariant },
  );
}

function checkVersion({ runtime, path }: Build, reporter: Reporter): void {
  const { language, version } = runtime;
  const known = versionsOf(language);
  if (known.some((one) => version === one || version.startsWith(`${one}.`))) return;
  const holes = { language, version, known };
  reporter.report("model/unknown-version", { path: [...path, "runtime", "version"] }, holes);
}

/** Kinds of images of a language; varai-gen chooses the one for the build and the one for production. */
const imageKinds: Readonly<Record<string, RegExp>> = { java: /^(jdk|jre)(-|$)/, dotnet: /^(sdk|aspnet|runtime)(-|$)/ };

function checkVariant({ runtime, path }: Build, reporter: Reporter): void {
  const { language, version, variant } = runtime;
  const kind = imageKinds[language]?.exec(variant)?.[0];
  if (kind === undefined) return;
  const rest = variant.slice(kind.length);
  const instead = `${language}@${version}${rest === "" ? "" : `-${rest}`}`;
  const spot = { path: [...path, "runtime", "variant"], within: variant };
  reporter.report("model/variant-is-kind", spot, { kind: kind.replace("-", ""), instead });
}

/** Commands of tools that only the images for development and tests have. */
const toolCommands = /^(dotnet (run|watch|test|build)|go (run|test)|mvn|gradle|(sh )?\.\/(mvnw|gradlew))( |$)/;

function checkStart(build: Build, reporter: Reporter): void {
  const { runtime, start, path } = build;
  const command = start.join(" ");
  const tool = ["dotnet", "go", "java"].includes(runtime.language) ? toolCommands.exec(command)?.[1] : undefined;
  if (tool !== undefined) {
    const instead = placeOf(build) ?? "the result of the build";
    reporter.report("model/start-needs-sdk", { path: [...path, "start"] }, { tool, instead });
    return;
  }
  const place = placeOf(build);
  if (place === undefined || !isElsewhere(build, place)) return;
  reporter.report("model/start-not-built", { path: [...path, "start"] }, { command, place });
}

/** Programs that belong to the images of one language, and the packages of distributions that contain them. */
const tools: readonly (readonly [Build["runtime"]["language"], RegExp, RegExp])[] = [
  ["node", /^(?:node|npm|npx|pnpm|yarn)$/, /^(?:node|npm|yarn)/],
  ["python", /^(?:python3?|pip3?|uv|poetry|pdm)$/, /^(?:python|pip|py3-)/],
  ["go", /^go$/, /^go(?:lang)?\b/],
  ["java", /^(?:java|mvn|gradle|\.\/mvnw|\.\/gradlew)$/, /jdk|jre|maven|gradle/],
  ["dotnet", /^dotnet$/, /dotnet/],
];

/** A build command runs in the image of the language, with the packages for building. */
function checkBuildCommand({ name, runtime, build, packages, path }: Build, reporter: Reporter): void {
  const [program = ""] = build?.command ?? [];
  const tool = tools.find(([, programs]) => programs.test(program));
  if (!tool || tool[0] === runtime.language) return;
  const [language, , packaged] = tool;
  if ([...packages.build, ...packages.run].some((one) => packaged.test(one.name))) return;
  const holes = { program, language, runtime: runtime.language, service: name };
  reporter.report("model/build-program-missing", { path: [...path, "build", "command"], within: program }, holes);
}

/** The command that starts the result of the default build; undefined where it is not known. */
function placeOf(parts: Build): string | undefined {
  const { name, runtime, build } = parts;
  if (build?.output !== undefined) return undefined;
  if (runtime.language === "go") return `/usr/local/bin/${name}`;
  return runtime.language === "java" ? javaPackaging(parts).start?.join(" ") : undefined;
}

/** Whether a command starts a file that the production image does not contain. */
function isElsewhere({ runtime, start, build }: Build, place: string): boolean {
  const [program = ""] = start;
  if (runtime.language === "java") {
    const jar = start[start.indexOf("-jar") + 1]?.replace(/^(\/app|\.)\//, "");
    return start.includes("-jar") && jar !== place.split(" ").at(-1);
  }
  const included = (build?.include ?? []).some((path) => program.endsWith(path));
  return /^(\.\/|\/app\/|\/usr\/local\/bin\/)/.test(program) && program !== place && !included;
}

function checkPackages(build: Build, reporter: Reporter): void {
  if (distributionOf(build.runtime) !== "none") return;
  const what = build.packages.run.length > 0 ? "packages" : build.init ? "init" : undefined;
  if (what === undefined) return;
  reporter.report("model/no-package-manager", { path: [...build.path, what] }, { key: what, service: build.name });
}
