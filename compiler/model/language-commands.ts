import type { Build, Lockfile, Source } from "./image.ts";
import { javaPackaging } from "./java-packaging.ts";
import type { Language } from "./languages.ts";

/** What the default commands of a service depend on. */
export interface CommandParts {
  readonly name: string;
  readonly language: Language;
  readonly lockfile: Lockfile;
  /** The project, package or module within the source. */
  readonly project: string | undefined;
  readonly source: Source;
  readonly build: Build["build"];
  readonly facts: Build["facts"];
}

/** The command that runs a script of `package.json`, by package manager. */
const scriptRunners: Partial<Readonly<Record<Lockfile["manager"], readonly string[]>>> = {
  npm: ["npm", "run"],
  pnpm: ["pnpm", "run"],
  yarn: ["yarn", "run"],
  "yarn-classic": ["yarn", "run"],
};

/** The command that runs a script of a Node.js service: of the member `project` where the source is a workspace. */
function script({ lockfile: { manager }, project }: CommandParts, name: string): readonly string[] {
  const runner = scriptRunners[manager] ?? [];
  if (project === undefined) return [...runner, name];
  switch (manager) {
    case "pnpm":
      return ["pnpm", "--filter", `./${project}`, "run", name];
    case "yarn":
    case "yarn-classic":
      return ["yarn", "--cwd", project, "run", name];
    default:
      return [...runner, name, "--workspace", project];
  }
}

/**
 * Whether a Java build uses the wrapper in the repository. Gradle builds have one; Maven builds mostly have none
 * (https://maven.apache.org/wrapper/). Paths of the source that are listed decide, and then the repository.
 */
export function hasWrapper({ lockfile: { manager }, source: { paths }, facts }: JavaBuild): boolean {
  const isGradle = manager === "gradle";
  if (paths.length > 0) return paths.includes(isGradle ? "gradlew" : "mvnw");
  return facts?.language === "java" ? facts.wrapper !== "absent" : isGradle;
}

type JavaBuild = Pick<Build, "facts" | "lockfile" | "source">;

/** Maven or Gradle. A wrapper need not be executable: checkouts on Windows and archives lose that. */
export function javaTool(build: JavaBuild): readonly string[] {
  const isGradle = build.lockfile.manager === "gradle";
  if (hasWrapper(build)) return ["sh", isGradle ? "./gradlew" : "./mvnw"];
  return [isGradle ? "gradle" : "mvn"];
}

/** A task of Gradle, in the module of the service. */
export function gradleTask({ project }: { readonly project?: string | undefined }, task: string): string {
  return project === undefined ? task : `:${project.replaceAll("/", ":")}:${task}`;
}

/** The project that `dotnet test` runs: the one below the paths of tests, otherwise the project of the service. */
function dotnetTestProject({ project, source: { tests } }: Pick<Build, "project" | "source">): string | undefined {
  return tests.length === 1 ? tests[0] : project;
}

/** The start command of a service whose specification sets none; undefined where it is not known. */
export function defaultStart({
  name,
  language,
  lockfile,
  project,
  build,
  facts,
}: CommandParts): readonly string[] | undefined {
  if (build?.output !== undefined) return undefined;
  switch (language) {
    case "go":
      return [`/usr/local/bin/${name}`];
    case "java":
      return javaPackaging({ facts, lockfile, project }).start;
    case "dotnet": {
      const [, assembly] = /([^/]+)\.\w+proj$/.exec(project ?? "") ?? [];
      return assembly === undefined || lockfile.manager !== "nuget" ? undefined : ["dotnet", `${assembly}.dll`];
    }
    default:
      return undefined;
  }
}

/** All packages of Go below a folder. */
export function packagesBelow(folder: string): string {
  return folder === "." ? "./..." : `./${folder}/...`;
}

/** In a workspace, `./...` matches nothing unless a module is in the folder itself. */
function goPackages({ facts }: CommandParts): readonly string[] {
  const folders = facts?.language === "go" ? facts.workspace : [];
  return folders.length === 0 ? ["./..."] : folders.map(packagesBelow);
}

/** The command of the test stage, unless the specification sets one. */
export function defaultTest(parts: CommandParts): readonly string[] {
  const { language, lockfile, project } = parts;
  switch (language) {
    case "python":
      return ["pytest"];
    case "node":
      return script(parts, "test");
    case "dotnet": {
      const tested = dotnetTestProject(parts);
      return ["dotnet", "test", ...(tested === undefined ? [] : [tested]), "--no-restore"];
    }
    case "go":
      return ["go", "test", ...goPackages(parts)];
    case "java": {
      const tool = javaTool(parts);
      if (lockfile.manager === "gradle") return [...tool, "--offline", gradleTask({ project }, "test")];
      return [...tool, "--batch-mode", "--offline", ...mavenModule(project, "--also-make"), "verify"];
    }
  }
}

/** The options of Maven that limit a build to a module. */
function mavenModule(project: string | undefined, ...more: readonly string[]): readonly string[] {
  return project === undefined ? [] : ["--projects", project, ...more];
}

/**
 * The command of the development stage, unless the specification sets one; undefined when it is not known. Python has no
 * command that reloads a program of any kind, so `start` itself is the command.
 */
export function defaultDevelop(parts: CommandParts, start: readonly string[]): readonly string[] | undefined {
  const { language, lockfile, project } = parts;
  switch (language) {
    case "python":
      return start.length > 0 ? start : undefined;
    case "node":
      return script(parts, "dev");
    case "dotnet":
      return [
        ...["dotnet", "watch", "--non-interactive"],
        ...(project === undefined ? [] : ["--project", project]),
        ...["run", "--no-launch-profile"],
      ];
    case "go":
      return ["go", "run", `./${project ?? ""}`];
    case "java": {
      const { develop } = javaPackaging(parts);
      if (develop === undefined) return undefined;
      return lockfile.manager === "gradle"
        ? [...javaTool(parts), "--offline", gradleTask({ project }, develop)]
        : [...javaTool(parts), "--offline", ...mavenModule(project), develop];
    }
  }
}
