import { inFolder } from "./build-context.ts";
import type { Build } from "./image.ts";
import type { JavaFacts, JavaKind } from "./repository-facts.ts";

/** How a JVM build packages its program. Paths are relative to the source. */
export interface JavaPackaging {
  /** The goal of Maven or the task of Gradle that packages. */
  readonly task: string;
  /** The folder with the result. */
  readonly folder: string;
  /** The jar in `folder`, as a pattern that one file matches; undefined: the whole folder is the program. */
  readonly jar: string | undefined;
  /** A pattern of jars that match `jar` too and are not the program. */
  readonly leftover: string | undefined;
  /** Whether Spring Boot can split the jar into layers. */
  readonly isLayered: boolean;
  /** The command that starts the program in the production image; undefined where it is not known. */
  readonly start: readonly string[] | undefined;
  /** The goal or task for development; undefined where there is none. */
  readonly develop: string | undefined;
  /** The goal or task that downloads what `develop` needs and a build does not; undefined: nothing. */
  readonly offline: string | undefined;
}

type Parts = Pick<Build, "facts" | "lockfile" | "project">;

/** What differs between the kinds. `folder` is below that of the tool: `target` or `build`. */
type Entry = Partial<Omit<JavaPackaging, "folder">> & { readonly folder?: string };

const quarkus: Entry = { folder: "quarkus-app", jar: undefined, start: ["java", "-jar", "quarkus-run.jar"] };

/**
 * https://docs.spring.io/spring-boot/maven-plugin, https://quarkus.io/guides/maven-tooling,
 * https://maven.apache.org/plugins/maven-shade-plugin, https://maven.apache.org/plugins/maven-assembly-plugin,
 * https://micronaut-projects.github.io/micronaut-maven-plugin
 */
const maven: Readonly<Record<JavaKind, Entry>> = {
  boot: { develop: "spring-boot:run" },
  unknown: { develop: "spring-boot:run" },
  quarkus: { ...quarkus, develop: "quarkus:dev", offline: "quarkus:go-offline" },
  "quarkus-jar": { jar: "*-runner.jar", develop: "quarkus:dev", offline: "quarkus:go-offline" },
  micronaut: { leftover: "original-*.jar", develop: "mn:run" },
  shade: { leftover: "original-*.jar" },
  assembly: { jar: "*-jar-with-dependencies.jar" },
  application: {},
  shadow: {},
  plain: {},
};

/**
 * https://docs.spring.io/spring-boot/gradle-plugin, https://quarkus.io/guides/gradle-tooling, https://gradleup.com/shadow,
 * https://docs.gradle.org/current/userguide/application_plugin.html
 */
const gradle: Readonly<Record<JavaKind, Entry>> = {
  boot: { task: "bootJar", leftover: "*-plain.jar", develop: "bootRun" },
  unknown: { task: "bootJar", leftover: "*-plain.jar", develop: "bootRun" },
  quarkus: { ...quarkus, task: "quarkusBuild", develop: "quarkusDev", offline: "quarkusGoOffline" },
  "quarkus-jar": {
    task: "quarkusBuild",
    folder: "",
    jar: "*-runner.jar",
    develop: "quarkusDev",
    offline: "quarkusGoOffline",
  },
  micronaut: {},
  shade: {},
  assembly: {},
  application: { task: "installDist", develop: "run" },
  shadow: { task: "shadowJar", jar: "*-all.jar", develop: "run" },
  plain: {},
};

/** How the build of a Java service packages it, from its plugins. Without facts it is an application of Spring Boot. */
export function javaPackaging({ facts, lockfile, project }: Parts): JavaPackaging {
  const java = facts?.language === "java" ? facts : undefined;
  const kind = java?.kind ?? "unknown";
  const isGradle = lockfile.manager === "gradle";
  const { folder, ...entry } = isGradle ? gradle[kind] : maven[kind];
  const below = folder ?? (isGradle ? "libs" : "");
  const output = [isGradle ? "build" : "target", below].filter((part) => part !== "").join("/");
  return {
    task: isGradle ? "jar" : "package",
    folder: inFolder(project ?? ".", output),
    jar: "*.jar",
    leftover: undefined,
    isLayered: java?.isLayered ?? false,
    start: ["java", "-jar", "app.jar"],
    develop: undefined,
    offline: undefined,
    ...entry,
    ...(isGradle && kind === "application" && distributionOf(java, project)),
  };
}

/** The folder of the source in the stage that builds. */
export const buildFolder = "/source";

/** The distribution of Gradle's `application` plugin, with a script that starts the program. */
function distributionOf(java: JavaFacts | undefined, project: string | undefined): Partial<JavaPackaging> {
  // A project without a name has that of its folder.
  const name = java?.script ?? java?.name ?? buildFolder.slice(1);
  return {
    folder: inFolder(project ?? ".", `build/install/${name}`),
    jar: undefined,
    start: java?.hasOtherScript ? undefined : [`/app/bin/${name}`],
  };
}
