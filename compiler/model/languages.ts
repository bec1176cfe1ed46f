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
