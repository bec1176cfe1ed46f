import type { RuntimeSpec } from "../spec/spec.ts";
import type { Lockfile } from "./image.ts";

/** A language in which services are written. */
export type Language = RuntimeSpec["language"];

type Manager = Lockfile["manager"];

/** Versions of which images exist. Of a version with more numbers, the first ones count. */
const versions: Readonly<Record<Language, readonly string[]>> = {
  // https://hub.docker.com/_/python
  python: ["3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "3.15"],
  // https://hub.docker.com/_/node
  node: ["18", "20", "21", "22", "23", "24", "25", "26"],
  // https://mcr.microsoft.com/product/dotnet/aspnet/tags
  dotnet: ["6.0", "7.0", "8.0", "9.0", "10.0", "11.0"],
  // https://hub.docker.com/_/golang
  go: ["1.21", "1.22", "1.23", "1.24", "1.25", "1.26", "1.27"],
  // https://hub.docker.com/_/eclipse-temurin
  java: ["8", "11", "17", "21", "22", "23", "24", "25", "26"],
};

/** The versions of a language that are known, oldest first. */
export function versionsOf(language: Language): readonly string[] {
  return versions[language];
}

/** The defaults of services in a language. */
export interface LanguageDefaults {
  /** The variant of the official image. */
  readonly variant: string;
  readonly lockfile: string;
  /** The package manager for each name of a lock file. */
  readonly managers: Readonly<Record<string, Manager>>;
  /** The package manager for lock files with other names; undefined: other names are not allowed. */
  readonly otherwise: Manager | undefined;
  /** Whether its processes ignore signals as the first process of a container, so that they need an init process. */
  readonly needsInit: boolean;
}

/** The defaults of each language. */
export const languages: Readonly<Record<Language, LanguageDefaults>> = {
  python: {
    variant: "slim",
    lockfile: "requirements.txt",
    managers: { "requirements.txt": "pip", "pdm.lock": "pdm", "poetry.lock": "poetry", "uv.lock": "uv" },
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
    // Alpine has no ICU and no time zones, and programs that NuGet packages bring, such as protoc, do not run on musl.
    variant: "noble",
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
