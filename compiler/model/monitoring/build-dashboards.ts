import type { DashboardSpec, ObservabilitySpec } from "../../spec/spec.ts";
import type { Dashboard } from "./monitoring.ts";

/** The titles of dashboards that are derived from the services. */
const titles: Readonly<Record<string, string>> = {
  application: "Services",
  business: "Business",
  containers: "Containers",
  errors: "Errors",
  health: "Overview",
  infrastructure: "Host",
  performance: "Performance",
  security: "Security",
};

/** The dashboards of a specification, by name. */
export function buildDashboards({ dashboards, metrics }: ObservabilitySpec): readonly Dashboard[] {
  const byDefault = ["application", "health", ...(metrics?.host ? ["containers", "infrastructure"] : [])];
  const chosen: Readonly<Record<string, DashboardSpec>> =
    dashboards ?? Object.fromEntries(byDefault.map((name) => [name, {}]));
  return Object.entries(chosen)
    .map(([name, { title, panels = {} }]) => ({
      name,
      isListed: dashboards !== undefined,
      title: title ?? titles[name] ?? name,
      panels: Object.entries(panels)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, panel]) => ({ ...panel, description: panel.description ?? panel.title })),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
