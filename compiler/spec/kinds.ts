/**
 * The kinds of workload, and of owners beside them, that the schema names in `x-applies-to`, as a message or the reference calls them. A workload is
 * of several kinds: a static site that npm builds is a `service`, `built`, a `site`, `node` and `npm`.
 */
export const kinds = {
  platform: "the platform as a whole",
  environment: "an environment",
  public: "an environment that has an edge",
  base: "the base, which no overlay of an environment is",
  deployed: "environments of all tiers but test",
  released: "environments of the tiers staging and production",
  service: "services",
  job: "jobs",
  mock: "mocks",
  test: "test runs",
  built: "images built from this repository",
  program: "programs built from this repository, which static sites are not",
  site: "static sites",
  image: "images from elsewhere",
  engine: "services of the catalogue",
  leveled: "services of the catalogue whose log level can be set",
  formatted: "services of the catalogue whose log format can be set",
  python: "Python",
  node: "Node.js",
  dotnet: ".NET",
  go: "Go",
  java: "Java",
  npm: "npm",
  pnpm: "pnpm",
  yarn: "Yarn",
  "yarn-classic": "Yarn 1",
  pip: "pip",
  poetry: "Poetry",
  uv: "uv",
  nuget: "NuGet",
  maven: "Maven",
  gradle: "Gradle",
} as const;

/** The name of a kind of workload. */
export type Kind = keyof typeof kinds;
