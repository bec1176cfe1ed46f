import type { JavaFacts, JavaKind } from "../model/repository-facts.ts";
import type { Inspection, RepositoryDefault } from "./inspection.ts";
import type { SourceFolder } from "./source-folder.ts";
import { compareVersions } from "./versions.ts";

const gradleBuilds = ["build.gradle", "build.gradle.kts"];
const gradleSettings = ["settings.gradle", "settings.gradle.kts"];

/** Reads a project of Maven or Gradle. Of a folder with both, the one with a wrapper counts. */
export function inspectJava(source: SourceFolder): Inspection {
  const hasMaven = source.hasFile("pom.xml");
  const hasGradle = source.existing([...gradleBuilds, ...gradleSettings]).length > 0;
  const isBoth = hasMaven && hasGradle;
  const detected =
    hasGradle && (!isBoth || (source.hasFile("gradlew") && !source.hasFile("mvnw"))) ? "gradle" : "maven";
  const tool = toolOf(source) ?? detected;
  const kind = tool === "maven" ? mavenKind(source) : gradleKind(source);
  const script = /\bapplicationName\s*=\s*(?:["']([\w.-]+)["'])?/.exec(readGradle(source)?.text ?? "");
  const facts: JavaFacts = {
    language: "java",
    tool,
    wrapper: wrapperState(source, tool === "maven" ? "mvnw" : "gradlew"),
    kind,
    isMicronaut: kind === "micronaut" || (gradlePluginIds(source) ?? []).some((id) => id.startsWith("io.micronaut.")),
    name: tool === "maven" ? undefined : gradleName(source),
    script: script?.[1],
    hasOtherScript: script !== null && script[1] === undefined,
    isLayered: kind === "boot" && hasLayers(source, tool),
    hasLock: source.hasFile("gradle.lockfile"),
  };
  return { facts, defaults: defaultsOf(source, tool, isBoth) };
}

/** The tool that the specification names. */
function toolOf({ spec: { lockfile } }: SourceFolder): JavaFacts["tool"] | undefined {
  if (lockfile?.manager === "maven" || lockfile?.manager === "gradle") return lockfile.manager;
  if (lockfile?.path === "pom.xml") return "maven";
  return lockfile?.path === "gradle.lockfile" ? "gradle" : undefined;
}

function defaultsOf(source: SourceFolder, tool: JavaFacts["tool"], isBoth: boolean): readonly RepositoryDefault[] {
  if (tool !== "gradle" || isBoth) return [];
  const [file = ""] = source.existing([...gradleBuilds, ...gradleSettings]);
  return [
    { key: "lockfile.path", value: "gradle.lockfile", file: source.path(file) },
    { key: "lockfile.manager", value: "gradle", file: source.path(file) },
  ];
}

function wrapperState(source: SourceFolder, name: string): JavaFacts["wrapper"] {
  if (!source.hasFile(name)) return "absent";
  return source.repository.isExecutable(source.path(name)) ? "executable" : "not-executable";
}

/** The project of the service below its source: the module, or the source itself. */
function moduleFolder({ spec }: SourceFolder): string {
  return spec.project ?? ".";
}

/** The pom.xml of the project without its comments. */
export function readPom(source: SourceFolder, folder = moduleFolder(source)): string | undefined {
  return source.read(folder === "." ? "pom.xml" : `${folder}/pom.xml`)?.replace(/<!--[\s\S]*?-->/g, "");
}

/** https://docs.spring.io/spring-boot/maven-plugin/packaging.html: the starter parent binds `repackage`. */
function mavenKind(source: SourceFolder): JavaKind {
  const pom = readPom(source);
  if (pom === undefined) return "unknown";
  const build = pom.replace(/<(profiles|pluginManagement|dependencies|dependencyManagement)>[\s\S]*?<\/\1>/g, "");
  const has = (artifact: string): boolean => build.includes(`<artifactId>${artifact}</artifactId>`);
  if (has("quarkus-maven-plugin")) return quarkusKind(source);
  if (has("micronaut-maven-plugin")) return "micronaut";
  if (has("spring-boot-maven-plugin")) return "boot";
  if (has("maven-shade-plugin")) return "shade";
  if (has("maven-assembly-plugin") && build.includes("jar-with-dependencies")) return "assembly";
  // A parent may bring plugins.
  return /<parent>/.test(pom) ? "unknown" : "plain";
}

/** https://quarkus.io/guides/maven-tooling#uber-jar-maven: an application is a folder unless a property makes it one jar. */
function quarkusKind(source: SourceFolder): JavaKind {
  const folder = moduleFolder(source);
  const file = `${folder === "." ? "" : `${folder}/`}src/main/resources/application.properties`;
  const isJar = /^\s*quarkus\.package\.(?:jar\.)?type\s*=\s*uber-jar/m.test(source.read(file) ?? "");
  return isJar ? "quarkus-jar" : "quarkus";
}

/**
 * Whether the version of Spring Boot is 3.3 or later, and the build keeps its layers
 * (https://docs.spring.io/spring-boot/reference/packaging/efficient.html).
 */
function hasLayers(source: SourceFolder, tool: JavaFacts["tool"]): boolean {
  const text =
    tool === "maven" ? `${readPom(source) ?? ""}${readPom(source, ".") ?? ""}` : (readGradle(source)?.text ?? "");
  if (/<layers>|\blayered\b|includeTools|<classifier>|archiveClassifier/.test(text)) return false;
  const catalogue = source.read("gradle/libs.versions.toml") ?? "";
  const versions = [
    /<artifactId>spring-boot-starter-parent<\/artifactId>\s*<version>(\d+\.\d+)/,
    /<artifactId>spring-boot-maven-plugin<\/artifactId>\s*<version>(\d+\.\d+)/,
    /["']org\.springframework\.boot["']\s*\)?\s*version\s*\(?["'](\d+\.\d+)/,
  ].map((pattern) => pattern.exec(text)?.[1]);
  const named = /id\s*=\s*"org\.springframework\.boot"\s*,\s*version\s*=\s*"(\d+\.\d+)/.exec(catalogue)?.[1];
  const version = [...versions, named].find((one) => one !== undefined);
  return version !== undefined && compareVersions(version, "3.3") >= 0;
}

/** The build script of the Gradle project without its comments, and its path below the source. */
export function readGradle(source: SourceFolder): { readonly path: string; readonly text: string } | undefined {
  const folder = moduleFolder(source);
  const [path] = source.existing(gradleBuilds.map((name) => (folder === "." ? name : `${folder}/${name}`)));
  const text = path === undefined ? undefined : source.read(path);
  return path === undefined || text === undefined
    ? undefined
    : { path, text: text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, "$1") };
}

const gradlePlugins: readonly (readonly [string, JavaKind])[] = [
  ["io.quarkus", "quarkus"],
  ["org.springframework.boot", "boot"],
  ["com.gradleup.shadow", "shadow"],
  ["com.github.johnrengelman.shadow", "shadow"],
  ["io.micronaut.application", "application"],
  ["application", "application"],
];

/** Plugins that compile, check or publish, and make no program. */
const plainPlugins =
  /^(?:java|java-library|base|idea|eclipse|jacoco|checkstyle|pmd|distribution|maven-publish|signing|kotlin|groovy|scala|war|org\.jetbrains\.kotlin.*|com\.diffplug\.spotless|com\.github\.(?:ben-manes\.versions|spotbugs)|com\.google\.protobuf|com\.gorylenko\.gradle-git-properties|io\.freefair\.lombok|io\.spring\.dependency-management|org\.flywaydb\.flyway|org\.kordamp\.gradle\..*|org\.openapi\.generator|org\.sonarqube)$/;

function gradleKind(source: SourceFolder): JavaKind {
  const plugins = gradlePluginIds(source);
  if (!plugins) return "unknown";
  const known = gradlePlugins.find(([id]) => plugins.includes(id));
  if (known) return known[1] === "quarkus" ? quarkusKind(source) : known[1];
  // Convention plugins of the build may apply others.
  const isConvention = (id: string): boolean => !plainPlugins.test(id);
  return source.has("buildSrc") || source.has("build-logic") || plugins.some(isConvention) ? "unknown" : "plain";
}

/** The ids of the plugins of a build script, those of the version catalogue included; undefined if it cannot be read. */
function gradlePluginIds(source: SourceFolder): readonly string[] | undefined {
  const build = readGradle(source);
  if (!build) return undefined;
  const catalogue = source.read("gradle/libs.versions.toml") ?? "";
  const aliases = [...build.text.matchAll(/alias\s*\(?\s*libs\.plugins\.([\w.]+)(?![^\n]*apply\s+false)/g)].map(
    ([, alias = ""]) => {
      const key = alias.replace(/\.(?:get|asProvider)$/, "").replaceAll(".", "[-_.]");
      return new RegExp(`^\\s*${key}\\s*=\\s*(?:\\{[^}]*?id\\s*=\\s*)?"([^":]+)`, "m").exec(catalogue)?.[1] ?? alias;
    },
  );
  const ids = [...build.text.matchAll(/\bid\s*\(?\s*["']([\w.-]+)["'][^\n]*/g)]
    .filter(([line]) => !/apply\s+false|apply\(false\)/.test(line))
    .map(([, id = ""]) => id);
  const applied = [...build.text.matchAll(/\bapply\s*(?:\(\s*)?plugin\s*[:=]\s*["']([\w.-]+)["']/g)].map(
    ([, id = ""]) => id,
  );
  const [, block = ""] = /\bplugins\s*\{([^}]*)\}/.exec(build.text) ?? [];
  const bare = [...block.matchAll(/^\s*`?([a-z][\w-]*)`?\s*$/gm)].map(([, id = ""]) => id);
  return [...aliases, ...ids, ...applied, ...bare];
}

function gradleName(source: SourceFolder): string | undefined {
  if (source.spec.project !== undefined) return source.spec.project.split("/").at(-1);
  const [settings] = source.existing(gradleSettings);
  const text = settings === undefined ? undefined : source.read(settings);
  return /rootProject\.name\s*=\s*["']([^"']+)["']/.exec(text ?? "")?.[1];
}
