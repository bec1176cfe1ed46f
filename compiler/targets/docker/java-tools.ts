import { quoteShell } from "../../literals/shell.ts";
import { gradleImage, mavenImage } from "../../model/base-images.ts";
import type { Build } from "../../model/image.ts";
import { gradleTask, hasWrapper, javaTool } from "../../model/language-commands.ts";
import { pinned } from "../../model/pinned-image.ts";
import type { Platform } from "../../model/platform.ts";
import { gradleHome, mavenHome, outputFolders } from "../../model/written-folders.ts";
import { secretMounts } from "./build-secrets.ts";
import { copyFrom, env, type Instruction, runWith } from "./stage.ts";
import type { Toolchain } from "./toolchain.ts";

/** Without a wrapper, Maven or Gradle comes from its official image. */
function toolFrom(platform: Platform, build: Build, image: string, folder: string): readonly Instruction[] {
  if (hasWrapper(build)) return [];
  return [copyFrom(pinned(platform, image), folder, folder), ...env({ PATH: `${folder}/bin:$PATH` })];
}

/** Mount points of volumes in development; builds make the others. */
function outputsOf(build: Build): readonly string[] {
  return [".", ...outputFolders(build)];
}

/**
 * https://maven.apache.org/guides/. To fetch dependencies, a build runs that matches no test: `dependency:go-offline`
 * leaves out what plugins resolve when they run
 * (https://maven.apache.org/surefire/maven-surefire-plugin/examples/single-test.html). It installs the modules that a
 * module in development depends on.
 */
export function mavenTools(platform: Platform, build: Build): Toolchain {
  const module = build.project === undefined ? "" : ` --projects ${quoteShell(build.project)} --also-make`;
  const target = build.project === undefined ? "target" : `${build.project}/target`;
  const maven = `${javaTool(build).join(" ")} --batch-mode --no-transfer-progress`;
  const goal = build.project === undefined ? "verify" : "install";
  return {
    tools: toolFrom(platform, build, mavenImage, "/usr/share/maven"),
    prepare: [],
    caches: ["type=cache,target=/root/.m2/repository"],
    compile: [`${maven} -DskipTests${module} package`],
    redirect: {},
    collect: [`install -D ${jarOf(build, target)} /out/app.jar`],
    built: "/out/app.jar",
    to: "./",
    development: {
      variables: { MAVEN_ARGS: `-Dmaven.repo.local=${mavenHome}/repository`, MAVEN_USER_HOME: mavenHome },
      directories: [...outputsOf(build), mavenHome],
      prepare: [],
      writesSource: true,
      fetch: runWith(
        secretMounts(build, build.user),
        `${maven} -Dtest='*#none' -Dsurefire.failIfNoSpecifiedTests=false -DskipITs${module} ${goal}`,
      ),
    },
  };
}

/** Beside the jar that it makes, the plugin that shades leaves the one without dependencies as `original-*.jar`. */
function jarOf({ facts }: Build, target: string): string {
  const isShaded = facts?.language === "java" && ["micronaut", "shade"].includes(facts.kind);
  const folder = quoteShell(target);
  return isShaded ? `"$(find ${folder} -maxdepth 1 -name '*.jar' ! -name 'original-*.jar')"` : `${folder}/*.jar`;
}

/**
 * https://docs.gradle.org/current/userguide/gradle_wrapper.html. To fetch dependencies, a build runs that only lists its
 * tests (https://docs.gradle.org/current/userguide/java_testing.html, since Gradle 8.3): the task `dependencies`
 * downloads descriptions alone.
 */
export function gradleTools(platform: Platform, build: Build): Toolchain {
  const output = build.project === undefined ? "build/libs" : `${build.project}/build/libs`;
  const gradle = `${javaTool(build).join(" ")} --no-daemon`;
  const tasks = ["assemble", "test"].map((task) => quoteShell(gradleTask(build, task))).join(" ");
  return {
    tools: toolFrom(platform, build, gradleImage, "/opt/gradle"),
    prepare: [],
    caches: ["type=cache,target=/root/.gradle"],
    compile: [`${gradle} ${quoteShell(gradleTask(build, "bootJar"))}`],
    redirect: {},
    collect: [`install -D ${quoteShell(output)}/*.jar /out/app.jar`],
    built: "/out/app.jar",
    to: "./",
    development: {
      variables: { GRADLE_USER_HOME: gradleHome },
      directories: [...outputsOf(build), gradleHome],
      prepare: [],
      writesSource: true,
      fetch: runWith(secretMounts(build, build.user), `${gradle} ${tasks} --test-dry-run`),
    },
  };
}
