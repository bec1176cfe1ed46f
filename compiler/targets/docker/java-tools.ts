import { quoteShell } from "../../literals/shell.ts";
import { gradleImage, mavenImage } from "../../model/base-images.ts";
import type { Build } from "../../model/image.ts";
import { buildFolder, type JavaPackaging, javaPackaging } from "../../model/java-packaging.ts";
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

/** The layers of Spring Boot, what changes least first. */
const layers = ["dependencies", "spring-boot-loader", "snapshot-dependencies", "application"];

/** How the result of a build reaches the production image. Nothing happens to a folder; a jar gets a fixed name. */
function resultOf({ folder, jar, leftover, isLayered }: JavaPackaging): Pick<Toolchain, "collect" | "built" | "to"> {
  const to = "./";
  if (jar === undefined) return { collect: [], built: [`${buildFolder}/${folder}/`], to };
  const place = quoteShell(folder);
  const clean = leftover === undefined ? [] : [`rm -f ${place}/${leftover}`];
  if (!isLayered)
    return { collect: [...clean, `install -D ${place}/${jar} /out/app.jar`], built: ["/out/app.jar"], to };
  return {
    collect: [
      ...clean,
      `install -D ${place}/${jar} /tmp/app.jar`,
      "java -Djarmode=tools -jar /tmp/app.jar extract --layers --destination /out",
    ],
    built: layers.map((layer) => `/out/${layer}/`),
    to,
  };
}

function offlineOf({ offline }: JavaPackaging): readonly string[] {
  return offline === undefined ? [] : [offline];
}

/**
 * https://maven.apache.org/guides/. To fetch dependencies, a build runs that matches no test: `dependency:go-offline`
 * leaves out what plugins resolve when they run
 * (https://maven.apache.org/surefire/maven-surefire-plugin/examples/single-test.html). It installs the modules that a
 * module in development depends on.
 */
export function mavenTools(platform: Platform, build: Build): Toolchain {
  const module = build.project === undefined ? "" : ` --projects ${quoteShell(build.project)} --also-make`;
  const packaging = javaPackaging(build);
  const maven = `${javaTool(build).join(" ")} --batch-mode --no-transfer-progress`;
  const goal = build.project === undefined ? "verify" : "install";
  return {
    tools: toolFrom(platform, build, mavenImage, "/usr/share/maven"),
    prepare: [],
    caches: ["type=cache,target=/root/.m2/repository"],
    compile: [`${maven} -DskipTests${module} ${packaging.task}`],
    redirect: {},
    ...resultOf(packaging),
    development: {
      variables: { MAVEN_ARGS: `-Dmaven.repo.local=${mavenHome}/repository`, MAVEN_USER_HOME: mavenHome },
      directories: [...outputsOf(build), mavenHome],
      prepare: [],
      writesSource: true,
      fetch: runWith(
        secretMounts(build, build.user),
        `${maven} -Dtest='*#none' -Dsurefire.failIfNoSpecifiedTests=false -DskipITs${module} ${[goal, ...offlineOf(packaging)].join(" ")}`,
      ),
    },
  };
}

/**
 * https://docs.gradle.org/current/userguide/gradle_wrapper.html. To fetch dependencies, a build runs that only lists its
 * tests (https://docs.gradle.org/current/userguide/java_testing.html, since Gradle 8.3): the task `dependencies`
 * downloads descriptions alone.
 */
export function gradleTools(platform: Platform, build: Build): Toolchain {
  const packaging = javaPackaging(build);
  const gradle = `${javaTool(build).join(" ")} --no-daemon`;
  const tasks = ["assemble", ...offlineOf(packaging), "test"]
    .map((task) => quoteShell(gradleTask(build, task)))
    .join(" ");
  return {
    tools: toolFrom(platform, build, gradleImage, "/opt/gradle"),
    prepare: [],
    caches: ["type=cache,target=/root/.gradle"],
    compile: [`${gradle} ${quoteShell(gradleTask(build, packaging.task))}`],
    redirect: {},
    // The task alone leaves no other jar; a command of the specification may run more tasks.
    ...resultOf(build.build?.command ? packaging : { ...packaging, leftover: undefined }),
    development: {
      variables: { GRADLE_USER_HOME: gradleHome },
      directories: [...outputsOf(build), gradleHome],
      prepare: [],
      writesSource: true,
      fetch: runWith(secretMounts(build, build.user), `${gradle} ${tasks} --test-dry-run`),
    },
  };
}
