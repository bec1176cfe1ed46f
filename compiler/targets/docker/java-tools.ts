import { quoteShell } from "../../literals/shell.ts";
import type { Build } from "../../model/image.ts";
import { gradleHome, outputFolders, outputNamesOf } from "../../model/written-folders.ts";
import { run } from "./stage.ts";
import type { Toolchain } from "./toolchain.ts";

/** The commands that give the output folders of all modules to the user. `more` are further directories. */
function chownOutputs(build: Build, ...more: readonly string[]): readonly string[] {
  const owner = `${build.user.id}:${build.user.group}`;
  const names = outputNamesOf(build).map((name) => `-name ${name}`);
  const wanted = names.length === 1 ? names.join("") : `'(' ${names.join(" -o ")} ')'`;
  return [
    `mkdir -p ${outputFolders(build).map(quoteShell).join(" ")}`,
    `find . -type d ${wanted} -exec chown -R ${owner} '{}' +`,
    ...more.map((path) => `chown -R ${owner} ${path}`),
  ];
}

/**
 * https://maven.apache.org/guides/. To fetch dependencies, a build runs that matches no test: `dependency:go-offline`
 * leaves out what plugins resolve when they run
 * (https://maven.apache.org/surefire/maven-surefire-plugin/examples/single-test.html).
 */
export function mavenTools(build: Build): Toolchain {
  const module = build.project === undefined ? "" : ` --projects ${quoteShell(build.project)} --also-make`;
  const target = build.project === undefined ? "target" : `${build.project}/target`;
  const maven = "./mvnw --batch-mode --no-transfer-progress";
  return {
    prepare: [],
    caches: ["type=cache,target=/root/.m2/repository"],
    compile: [`${maven} -DskipTests${module} package`],
    collect: [`install -D ${target}/*.jar /out/app.jar`],
    built: "/out/app.jar",
    to: "./",
    fetch: run(
      `${maven} -Dtest='*#none' -Dsurefire.failIfNoSpecifiedTests=false -DskipITs verify`,
      ...chownOutputs(build),
    ),
    variables: { MAVEN_ARGS: "-Dmaven.repo.local=/opt/maven/repository", MAVEN_USER_HOME: "/opt/maven" },
  };
}

/**
 * https://docs.gradle.org/current/userguide/gradle_wrapper.html. To fetch dependencies, a build runs that only lists its
 * tests (https://docs.gradle.org/current/userguide/java_testing.html, since Gradle 8.3): the task `dependencies`
 * downloads descriptions alone.
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
    fetch: run("./gradlew --no-daemon assemble test --test-dry-run", ...chownOutputs(build, gradleHome)),
    variables: { GRADLE_USER_HOME: gradleHome },
  };
}
