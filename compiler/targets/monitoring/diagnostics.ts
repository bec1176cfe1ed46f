import { warning } from "../../diagnostics/definition.ts";

/** Findings about the configuration of monitoring. */
export const codes = {
  "monitoring/dashboard-empty": warning<{ name: string }>({
    message: ({ name }) => `Dashboard '${name}' has nothing to show.`,
    help: ({ name }) =>
      needs[name] ??
      `Set 'observability.dashboards.${name}.panels', or choose a dashboard that is derived from the services.`,
    explanation: `
The dashboards \`health\`, \`application\`, \`performance\`, \`errors\` and \`security\` are derived from the services, \`containers\` and
\`infrastructure\` from the host. A dashboard with any other name shows the panels that the specification lists. One without a
panel is left out.

    observability:
      metrics: prometheus
      dashboards:
        orders:
          panels: { rate: { title: Orders per minute, expression: "sum(rate(orders_total[5m])) * 60" } }`,
  }),
};

/** What the derived dashboards need. */
const needs: Readonly<Record<string, string>> = {
  application: "Set 'metrics' of a service, or 'observability.metrics.host'.",
  containers: "Set 'observability.metrics.host'.",
  errors: "Set 'metrics.names' of a service that serves HTTP.",
  infrastructure: "Set 'observability.metrics.host'.",
  performance: "Set 'metrics.names' of a service that serves HTTP.",
  security: "Set 'metrics.names' of a service that serves HTTP.",
};
