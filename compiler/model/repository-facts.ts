/**
 * Facts about the source of a service, from the files of the repository. Nothing is executed. Paths are relative to the
 * source folder unless a field states otherwise, with `/` between folders; lists are sorted.
 */
export type SourceFacts = PythonFacts | NodeFacts | GoFacts | JavaFacts | DotnetFacts;

/** A Python project. */
export interface PythonFacts {
  readonly language: "python";
  /** The lock files and lists of requirements that exist. */
  readonly lockfiles: readonly string[];
  /** Whether the second file of pip, `lockfile.development`, exists. */
  readonly hasDevelopmentRequirements: boolean;
  /** Existing files that the lock file of pip includes with `-r` or `-c`, itself not included. */
  readonly includedRequirements: readonly string[];
  /** The same for the second file of pip. */
  readonly includedDevelopmentRequirements: readonly string[];
  /** The folders of the other members of a uv workspace. */
  readonly members: readonly string[];
}

/** A Node package. */
export interface NodeFacts {
  readonly language: "node";
  /** The lock files that exist in the source folder. */
  readonly lockfiles: readonly string[];
  /** The names of the scripts of `package.json`. */
  readonly scripts: readonly string[];
  /** Whether `package.json` names the package manager and its version, which corepack then installs. */
  readonly hasManager: boolean;
  /** The version of the format of pnpm-lock.yaml, such as `9.0`; undefined without one. */
  readonly pnpmLock: string | undefined;
  /** The folders of the members of the workspace, each with a `package.json`. Empty without a workspace. */
  readonly members: readonly string[];
}

/** A Go module. */
export interface GoFacts {
  readonly language: "go";
  /** The folders with a main package; `.` is the source folder. */
  readonly mains: readonly string[];
  /** The files that `go mod download` reads: `go.mod` and `go.sum` of the module and of those on disk. */
  readonly manifests: readonly string[];
  /** The folders of the modules of a workspace, from `go.work`; empty without one. */
  readonly workspace: readonly string[];
  /** Whether the module contains `vendor/modules.txt`. */
  readonly isVendored: boolean;
  /** Whether the program needs cgo: a file without build constraints imports "C", or `go.mod` requires a package that does. */
  readonly usesCgo: boolean;
}

/**
 * The kind of a JVM build, which determines the task that packages it and the result:
 *
 *     boot         target/*.jar or build/libs/*.jar, by `package` or `bootJar`
 *     quarkus      the folder quarkus-app, by `package` or `quarkusBuild`
 *     quarkus-jar  *-runner.jar, by the same
 *     micronaut    the shaded jar of Maven
 *     shade        the shaded jar of Maven
 *     assembly     target/*-jar-with-dependencies.jar, by `package`
 *     application  build/install/<name>/{bin,lib}, by `installDist`
 *     shadow       build/libs/*-all.jar, by `shadowJar`
 *     plain        a jar without its dependencies
 *     unknown      plugins that cannot be read, for example those of buildSrc
 */
export type JavaKind =
  | "boot"
  | "quarkus"
  | "quarkus-jar"
  | "micronaut"
  | "shade"
  | "assembly"
  | "application"
  | "shadow"
  | "plain"
  | "unknown";

/** A project of Maven or Gradle. */
export interface JavaFacts {
  readonly language: "java";
  readonly tool: "maven" | "gradle";
  /** The state of `mvnw` or `gradlew`. One that is not executable can be called with `sh`. */
  readonly wrapper: "absent" | "executable" | "not-executable";
  /** The kind of the project, or of the module in `project`. */
  readonly kind: JavaKind;
  /** Whether a plugin of Micronaut builds the project, whatever packages it. */
  readonly isMicronaut: boolean;
  /** The name of the Gradle project, from `rootProject.name` or the folder of the module; undefined if neither is known. */
  readonly name: string | undefined;
  /** The script of Gradle's `application` plugin, if the build sets `applicationName`; otherwise it is called like the project. */
  readonly script: string | undefined;
  /** Whether `applicationName` is set to a value that cannot be read. */
  readonly hasOtherScript: boolean;
  /** Whether `java -Djarmode=tools` can split the jar of Spring Boot into the default layers: as of 3.3. */
  readonly isLayered: boolean;
  /** Whether `gradle.lockfile` exists. */
  readonly hasLock: boolean;
}

/** A .NET solution or project. */
export interface DotnetFacts {
  readonly language: "dotnet";
  /** Whether the published project has a `packages.lock.json` beside it. `--locked-mode` has no effect without one. */
  readonly hasLock: boolean;
  /** The published project file: `project`, or the only one that can run. Undefined if it is ambiguous. */
  readonly project: string | undefined;
  /** The name of the assembly without `.dll`; undefined if `project` is. */
  readonly assembly: string | undefined;
  /** The kind of the project, by its SDK: the base images differ. */
  readonly kind: "web" | "worker" | "console" | "unknown";
  /** The target frameworks, such as `net8.0`; empty if they cannot be read. */
  readonly frameworks: readonly string[];
  /** Whether the project is compiled ahead of time, and whether it brings its own runtime. */
  readonly isAot: boolean;
  readonly isSelfContained: boolean;
  /** Whether it works without ICU (`InvariantGlobalization`). */
  readonly isInvariant: boolean;
  /** The files that `dotnet restore` reads: projects, solutions, lock files, `Directory.*`, `global.json`, `nuget.config`. */
  readonly restoreFiles: readonly string[];
}
