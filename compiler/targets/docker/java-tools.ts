import { quoteShell } from "../../literals/shell.ts";
import type { Build, Purpose } from "../../model/image.ts";
import type { Toolchain } from "./compiled-view.ts";
import { inFolder } from "./source.ts";
import { joinSteps } from "./stage-view.ts";

/** Where Gradle keeps itself and what it fetches. It writes there whatever it does. */
const gradleHome = "/opt/gradle-home";

/** The folders in which builds of a project leave what they make, by name. */
const outputs: Readonly<Record<string, readonly string[]>> = { gradle: [".gradle", "build"], maven: ["target"] };

/** The folders below `/app` to which the commands of development and tests write. */
function outputsOf({ lockfile, project }: Build): readonly string[] {
  const names = outputs[lockfile.manager] ?? [];
  const own = project === undefined ? [] : names.filter((name) => !name.startsWith("."));
  return [...names, ...own.map((name) => inFolder(project ?? ".", name))];
}

/**
 * The directories to which the commands of development and tests write, besides `/tmp`. Tests have the source to
 * themselves, in which every module may write.
 */
export function writtenDirectories(build: Build, purpose: Purpose): readonly string[] {
  const { manager } = build.lockfile;
  if (purpose === "production" || !outputs[manager]) return [];
  const inSource = purpose === "test" ? ["/app"] : outputsOf(build).map((path) => `/app/${path}`);
  return manager === "gradle" ? [...inSource, gradleHome] : inSource;
}

/** What gives the user the folders that a build has made, in every module. */
function handOver(build: Build, ...others: readonly string[]): readonly string[] {
  const owner = `${build.user.id}:${build.user.group}`;
  const names = (outputs[build.lockfile.manager] ?? []).map((name) => `-name ${name}`);
  const wanted = names.length === 1 ? names.join("") : `'(' ${names.join(" -o ")} ')'`;
  return [
    `mkdir -p ${outputsOf(build).map(quoteShell).join(" ")}`,
    `find . -type d ${wanted} -exec chown -R ${owner} '{}' +`,
    ...others.map((path) => `chown -R ${owner} ${path}`),
  ];
}

/**
 * https://maven.apache.org/guides/; the repository is kept between builds, tests run in their own stage. What fetches
 * dependencies is a build that finds no test to run: `dependency:go-offline` leaves out what plugins look for when they
 * run (https://maven.apache.org/surefire/maven-surefire-plugin/examples/single-test.html).
 */
export function mavenTools(build: Build): Toolchain {
  const module = build.project === undefined ? "" : ` --projects ${quoteShell(build.project)} --also-make`;
  const target = build.project === undefined ? "target" : `${build.project}/target`;
  const fetch = "-Dtest='*#none' -Dsurefire.failIfNoSpecifiedTests=false -DskipITs verify";
  return {
    prepare: [],
    caches: ["type=cache,target=/root/.m2/repository"],
    compile: [`./mvnw --batch-mode --no-transfer-progress -DskipTests${module} package`],
    collect: [`install -D ${target}/*.jar /out/app.jar`],
    built: "/out/app.jar",
    to: "./",
    fetch: [joinSteps([`./mvnw --batch-mode --no-transfer-progress ${fetch}`, ...handOver(build)])],
    env: { MAVEN_ARGS: "-Dmaven.repo.local=/opt/maven/repository", MAVEN_USER_HOME: "/opt/maven" },
  };
}

/**
 * https://docs.gradle.org/current/userguide/gradle_wrapper.html; what fetches dependencies is a build that only names
 * its tests (https://docs.gradle.org/current/userguide/java_testing.html, as of Gradle 8.3), for `dependencies` fetches
 * no more than their descriptions.
 */
export function gradleTools(build: Build): Toolchain {
  const task = build.project === undefined ? "bootJar" : `:${build.project.replaceAll("/", ":")}:bootJar`;
  const output = build.project === undefined ? "build/libs" : `${build.project}/build/libs`;
  return {
    prepare: [],
    caches: ["type=cache,target=/root/.gradle"],
    compile: [`./gradlew --no-daemon ${task}`],
    collect: [`install -D ${output}/*.jar /out/app.jar`],
    built: "/out/app.jar",
    to: "./",
    fetch: [joinSteps(["./gradlew --no-daemon assemble test --test-dry-run", ...handOver(build, gradleHome)])],
    env: { GRADLE_USER_HOME: gradleHome },
  };
}
