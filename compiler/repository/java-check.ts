import { hasWrapper } from "../model/language-commands.ts";
import type { JavaFacts } from "../model/repository-facts.ts";
import { readGradle, readPom } from "./java.ts";
import type { SourceCheck } from "./source-check.ts";
import { compareVersions } from "./versions.ts";

/** Compares a Java service with its build. */
export function checkJava(check: SourceCheck, facts: JavaFacts): void {
  const isMaven = facts.tool === "maven";
  const user = "to build";
  if (
    isMaven &&
    !check.needFile(
      "pom.xml",
      "source",
      user,
      `Correct '${check.workload}.source', or set '${check.workload}.lockfile' to gradle.lockfile.`,
    )
  )
    return;
  checkModule(check, facts);
  checkWrapper(check, facts);
  if (isMaven) checkMavenVersions(check);
  else checkGradleVersions(check);
}

/** The module in `project` exists, and something in it can be started. */
function checkModule(check: SourceCheck, { tool, kind }: JavaFacts): void {
  const { build, source } = check;
  const { project } = build;
  if (tool === "maven") {
    if (project !== undefined) {
      const file = `${project}/pom.xml`;
      if (!check.needFile(file, "project", "to build", `Set '${check.workload}.project' to the folder of a module.`))
        return;
    }
    checkPom(check, kind);
    return;
  }
  const script = readGradle(source);
  if (kind !== "plain" || !script || check.isSet("build")) return;
  check.report("repository/nothing-to-start", project === undefined ? "source" : "project", {
    file: source.path(script.path),
    kind: "applies no plugin that makes a program",
    remedy: `Apply Spring Boot, Quarkus, shadow or 'application', set '${check.workload}.project' to the module that does, or set '${check.workload}.build' to { command: ..., output: ... }, with the folder that contains the program and its libraries.`,
  });
}

function checkPom(check: SourceCheck, kind: JavaFacts["kind"]): void {
  const { build, source } = check;
  const pom = readPom(source) ?? "";
  const file = source.path(build.project === undefined ? "pom.xml" : `${build.project}/pom.xml`);
  const key = build.project === undefined ? "source" : "project";
  if (/<packaging>\s*pom\s*<\/packaging>/.test(pom)) {
    const modules = [...pom.matchAll(/<module>\s*([^<\s]+)\s*<\/module>/g)].map(([, name = ""]) => name);
    const choice = modules.length === 0 ? "a module" : `one of ${modules.join(", ")}`;
    const remedy = `Set '${check.workload}.project' to ${choice}.`;
    check.report("repository/nothing-to-start", key, {
      file,
      kind: "has the packaging 'pom' and makes no jar",
      remedy,
    });
    return;
  }
  if (kind !== "plain" || check.isSet("build") || /<mainClass>|<Main-Class>/i.test(pom)) return;
  check.report("repository/nothing-to-start", key, {
    file,
    kind: "has no plugin that makes an executable jar",
    remedy: "Add the plugin of Spring Boot or Quarkus, or maven-shade-plugin with a main class.",
  });
}

/** Commands that call the wrapper find it, and it has what it downloads the tool with. */
function checkWrapper(check: SourceCheck, { tool, wrapper }: JavaFacts): void {
  const { build } = check;
  const name = tool === "maven" ? "mvnw" : "gradlew";
  const remedy =
    tool === "maven" ? "Run 'mvn wrapper:wrapper' and commit its files." : "Run 'gradle wrapper' and commit its files.";
  const commands = [
    ["build.command", build.build?.command ?? []],
    ["develop.command", check.isSet("develop") ? (build.develop ?? []) : []],
    ["test.command", check.isSet("test") ? (build.test ?? []) : []],
  ] as const;
  for (const [key, command] of commands) {
    if (command[0] !== `./${name}` || wrapper !== "absent") continue;
    check.needFile(name, key, `for '${command.join(" ")}'`, remedy);
  }
  // Without a wrapper, Maven or Gradle comes from its official image.
  if (!hasWrapper(build)) return;
  const properties =
    tool === "maven" ? ".mvn/wrapper/maven-wrapper.properties" : "gradle/wrapper/gradle-wrapper.properties";
  check.needFile(properties, "source", `for '${name}'`, remedy);
  if (tool === "gradle") {
    check.needFile("gradle/wrapper/gradle-wrapper.jar", "source", `for '${name}'`, `${remedy} Git may ignore '*.jar'.`);
  }
}

function checkMavenVersions(check: SourceCheck): void {
  const { build } = check;
  const text = readPom(check.source) ?? "";
  const property = ["maven.compiler.release", "java.version", "maven.compiler.target", "release"]
    .map((name) => new RegExp(`<${name.replaceAll(".", "\\.")}>\\s*(?:1\\.)?(\\d+)\\s*</`).exec(text)?.[1])
    .find((value) => value !== undefined);
  const file = check.source.path(build.project === undefined ? "pom.xml" : `${build.project}/pom.xml`);
  if (property !== undefined) reportJdk(check, file, Number(property));
}

/** The first release of Gradle that runs on a JDK (https://docs.gradle.org/current/userguide/compatibility.html). */
const gradleForJdk: readonly (readonly [number, string])[] = [
  [25, "9.1"],
  [24, "8.14"],
  [23, "8.10"],
  [22, "8.8"],
  [21, "8.5"],
  [20, "8.3"],
  [19, "7.6"],
  [18, "7.5"],
  [17, "7.3"],
];

function checkGradleVersions(check: SourceCheck): void {
  const { source } = check;
  const jdk = Number.parseInt(check.build.runtime.version, 10);
  const script = readGradle(source);
  const [, wanted] =
    /languageVersion(?:\.set\(|\s*=\s*)\s*JavaLanguageVersion\.of\(\s*["']?(\d+)/.exec(script?.text ?? "") ?? [];
  if (script && wanted !== undefined) {
    const settings = ["settings.gradle", "settings.gradle.kts"].map((name) => source.read(name) ?? "").join("\n");
    const isDownloaded = settings.includes("foojay") || script.text.includes("foojay");
    if (Number(wanted) !== jdk && !isDownloaded) {
      const remedy = `Set '${check.workload}.runtime' to java@${wanted}, or change the toolchain.`;
      const holes = {
        runtime: check.runtime,
        file: source.path(script.path),
        requirement: `a toolchain of Java ${wanted}`,
        remedy,
      };
      check.report("repository/runtime-conflict", "runtime", holes);
    }
  }
  const file = "gradle/wrapper/gradle-wrapper.properties";
  const [, gradle] = /^distributionUrl=.*\/gradle-(\d+\.\d+(?:\.\d+)?)/m.exec(source.read(file) ?? "") ?? [];
  const minimum = gradleForJdk.find(([first]) => jdk >= first)?.[1];
  if (gradle === undefined || minimum === undefined || compareVersions(gradle, minimum) >= 0) return;
  const remedy = `Run './gradlew wrapper --gradle-version ${minimum}' or a later version, or use an earlier Java.`;
  const requirement = `a Java that Gradle ${gradle} supports`;
  check.report("repository/runtime-conflict", "runtime", {
    runtime: check.runtime,
    file: source.path(file),
    requirement,
    remedy,
  });
}

function reportJdk(check: SourceCheck, file: string, release: number): void {
  if (release <= Number.parseInt(check.build.runtime.version, 10)) return;
  const remedy = `Set '${check.workload}.runtime' to java@${release} or later, or lower the release in the file.`;
  const holes = { runtime: check.runtime, file, requirement: `Java ${release} or later`, remedy };
  check.report("repository/runtime-conflict", "runtime", holes);
}
