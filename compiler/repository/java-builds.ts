import { gradleTask } from "../model/language-commands.ts";
import type { JavaFacts } from "../model/repository-facts.ts";
import type { RepositoryDefault } from "./inspection.ts";
import { joinPath } from "./repository.ts";
import type { SourceFolder } from "./source-folder.ts";

/** How a project is built and started whose result is not the executable jar of Spring Boot. */
interface JavaBuild {
  readonly command: readonly string[];
  /** The folder with the result, relative to the module; undefined for an executable jar. */
  readonly output?: string;
  readonly start?: readonly string[];
  readonly develop: readonly string[];
}

/** The commands that the plugins of a project determine, if the specification does not set its build. */
export function javaBuildDefaults(source: SourceFolder, facts: JavaFacts, file: string): readonly RepositoryDefault[] {
  const { build, start, develop, project = "." } = source.spec;
  const found = build ? undefined : facts.tool === "maven" ? mavenBuild(source, facts) : gradleBuild(source, facts);
  if (!found) return [];
  const output = found.output === undefined ? undefined : joinPath(project, found.output);
  return [
    { key: "build.command", value: found.command, file },
    ...(output === undefined ? [] : [{ key: "build.output", value: output, file }]),
    ...(found.start && !start ? [{ key: "start", value: found.start, file }] : []),
    ...(develop ? [] : [{ key: "develop.command", value: found.develop, file }]),
  ];
}

/** https://docs.gradle.org/current/userguide/application_plugin.html, https://quarkus.io/guides/gradle-tooling. */
function gradleBuild({ spec }: SourceFolder, { kind, name, wrapper }: JavaFacts): JavaBuild | undefined {
  const gradle = wrapper === "absent" ? ["gradle"] : ["sh", "./gradlew"];
  const make = (task: string): readonly string[] => [...gradle, "--no-daemon", gradleTask(spec, task)];
  const develop = (task: string): readonly string[] => [...gradle, "--offline", gradleTask(spec, task)];
  switch (kind) {
    case "application":
      return name === undefined
        ? undefined
        : {
            command: make("installDist"),
            output: `build/install/${name}`,
            start: [`bin/${name}`],
            develop: develop("run"),
          };
    case "shadow":
      return { command: make("shadowJar"), develop: develop("run") };
    case "quarkus":
      return {
        command: make("quarkusBuild"),
        output: "build/quarkus-app",
        start: quarkusStart,
        develop: develop("quarkusDev"),
      };
    default:
      return undefined;
  }
}

/** https://quarkus.io/guides/maven-tooling */
function mavenBuild({ spec }: SourceFolder, { kind, wrapper }: JavaFacts): JavaBuild | undefined {
  if (kind !== "quarkus") return undefined;
  const maven = wrapper === "absent" ? ["mvn"] : ["sh", "./mvnw"];
  const module = spec.project === undefined ? [] : ["--projects", spec.project];
  const also = module.length === 0 ? [] : [...module, "--also-make"];
  return {
    command: [...maven, "--batch-mode", "--no-transfer-progress", "-DskipTests", ...also, "package"],
    output: "target/quarkus-app",
    start: quarkusStart,
    develop: [...maven, "--offline", ...module, "quarkus:dev"],
  };
}

const quarkusStart: readonly string[] = ["java", "-jar", "quarkus-run.jar"];
