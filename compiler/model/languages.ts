import type { RuntimeSpec } from "../spec/spec.ts";
import type { Lockfile } from "./image.ts";

/** A language in which services are written. */
export type Language = RuntimeSpec["language"];

type Manager = Lockfile["manager"];

/** What holds for services of a language unless the specification says otherwise. */
export interface LanguageDefaults {
  /** The variant of the official image. */
  readonly variant: string;
  readonly lockfile: string;
  /** What installs from a lock file, by its name. */
  readonly managers: Readonly<Record<string, Manager>>;
  /** What installs from a lock file of any other name; undefined: no other name will do. */
  readonly otherwise: Manager | undefined;
  /** Whether its processes ignore signals as the first process of a container, so that they need an init process. */
  readonly needsInit: boolean;
}

/** The defaults of each language. */
export const languages: Readonly<Record<Language, LanguageDefaults>> = {
  python: {
    variant: "slim",
    lockfile: "requirements.txt",
    managers: { "requirements.txt": "pip", "poetry.lock": "poetry", "uv.lock": "uv" },
    otherwise: "pip",
    needsInit: false,
  },
  node: {
    variant: "alpine",
    lockfile: "package-lock.json",
    managers: {
      "npm-shrinkwrap.json": "npm",
      "package-lock.json": "npm",
      "pnpm-lock.yaml": "pnpm",
      "yarn.lock": "yarn",
    },
    otherwise: undefined,
    needsInit: true,
  },
  dotnet: {
    variant: "alpine",
    lockfile: "packages.lock.json",
    managers: { "packages.lock.json": "nuget" },
    otherwise: undefined,
    needsInit: false,
  },
  go: {
    variant: "alpine",
    lockfile: "go.sum",
    managers: { "go.sum": "go" },
    otherwise: undefined,
    needsInit: false,
  },
  java: {
    variant: "alpine",
    lockfile: "pom.xml",
    managers: { "pom.xml": "maven", "gradle.lockfile": "gradle" },
    otherwise: undefined,
    needsInit: false,
  },
};

/** The command that runs a script of `package.json`, by package manager. */
const scriptRunners: Partial<Readonly<Record<Manager, readonly string[]>>> = {
  npm: ["npm", "run"],
  pnpm: ["pnpm", "run"],
  yarn: ["yarn", "run"],
  "yarn-classic": ["yarn", "run"],
};

/** The command of the test stage, unless the specification names one. */
export function defaultTest(language: Language, manager: Manager): readonly string[] {
  switch (language) {
    case "python":
      return ["pytest"];
    case "node":
      return [...(scriptRunners[manager] ?? []), "test"];
    case "dotnet":
      return ["dotnet", "test", "--artifacts-path", "/tmp/artifacts"];
    case "go":
      return ["go", "test", "./..."];
    case "java":
      return manager === "gradle"
        ? ["./gradlew", "--offline", "test"]
        : ["./mvnw", "--batch-mode", "--offline", "verify"];
  }
}

/**
 * The command of the development stage, unless the specification names one; undefined when none can be guessed.
 * `project` is the project or package within the source.
 */
export function defaultDevelop(
  language: Language,
  manager: Manager,
  project: string | undefined,
): readonly string[] | undefined {
  switch (language) {
    case "python":
      return undefined;
    case "node":
      return [...(scriptRunners[manager] ?? []), "dev"];
    case "dotnet":
      // The source is mounted read-only, so what is built goes to a directory that is not.
      return [
        ...["dotnet", "watch", "--non-interactive"],
        ...(project === undefined ? [] : ["--project", project]),
        ...["run", "--no-launch-profile", "--artifacts-path", "/tmp/artifacts"],
      ];
    case "go":
      return ["go", "run", `./${project ?? ""}`];
    case "java":
      return manager === "gradle" ? ["./gradlew", "--offline", "bootRun"] : ["./mvnw", "--offline", "spring-boot:run"];
  }
}
