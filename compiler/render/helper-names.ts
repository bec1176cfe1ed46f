/** The helpers that templates may use; the build compiles templates against these names. */
export const helperNames = [
  "bicep",
  "code",
  "comment",
  "document",
  "dotenv",
  "github",
  "gitlab",
  "hcl",
  "json",
  "nginx",
  "shell",
  "step",
  "yaml",
] as const;
