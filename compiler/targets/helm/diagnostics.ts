import { error } from "../../diagnostics/definition.ts";

/** Findings about the chart. */
export const codes = {
  "helm/subchart-without-engine": error<{ service: string }>({
    message: ({ service }) => `The subchart for '${service}' needs a service with an engine of the catalogue.`,
    help: (_, key) => `Remove '${key}', or name a service with an engine.`,
    explanation: `
A subchart replaces the objects that varai-gen generates for an engine of the catalogue, such as a database or a cache.
A service built from source cannot be replaced by a subchart.`,
  }),
};
