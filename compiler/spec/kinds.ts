/**
 * The kinds of workloads and other owners of keys, as in `x-applies-to` of the schema, with their names in the reference.
 * An owner has several kinds: a static site built by npm is a `service`, `built`, a `site`, `node` and `npm`.
 */
export const kinds = {
  platform: "the platform as a whole",
  environment: "environments",
  public: "environments with an edge",
  watched: "environments that `observability` includes",
  monitored: "environments with `observability.metrics`",
  base: "the base, not an environment",
  deployed: "environments of all tiers but test",
  released: "environments of the tiers staging and production",
  service: "services",
  job: "jobs",
  mock: "mocks",
  test: "tests",
  built: "images built from source",
  generated: "images built with a generated Dockerfile",
  own: "images built with a Dockerfile of the repository",
  program: "services built from source, except static sites",
  compiled: "Go, Java and .NET, and Node.js with `build.command`",
  scripted: "images with `build.command`",
  site: "static sites",
  image: "images from a registry",
  engine: "engines of the catalogue",
  leveled: "engines with a configurable log level",
  formatted: "engines with a configurable log format",
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
  pdm: "pdm",
  nuget: "NuGet",
  maven: "Maven",
  gradle: "Gradle",
} as const;

/** The name of a kind of workload. */
export type Kind = keyof typeof kinds;
