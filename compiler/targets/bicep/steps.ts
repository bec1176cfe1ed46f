// A deployment has steps: what apps need, then jobs, then apps.

/** Whether apps are deployed: false in the first steps of a deployment. */
export const deployApps = {
  kind: "app",
  variable: "DEPLOY_APPS",
  name: "deployApps",
  type: "bool",
  description: "Whether apps are deployed. False: only what they need.",
} as const;

/** Whether jobs are deployed: false in the first step of a deployment. */
export const deployJobs = {
  kind: "job",
  variable: "DEPLOY_JOBS",
  name: "deployJobs",
  type: "bool",
  description: "Whether jobs are deployed. False: only what they need.",
} as const;

/** Joins conditions of Bicep. */
export function allOf(...conditions: readonly (string | null)[]): string {
  return conditions.filter((condition) => condition !== null).join(" && ");
}
