import { error } from "../../diagnostics/definition.ts";

/** What a chart cannot do. */
export const codes = {
  "helm/subchart-without-engine": error<{ service: string }>({
    message: ({ service }) => `A subchart stands for '${service}', which is no service of the catalogue.`,
    help: () => "Name a service that has an 'engine'.",
    explanation: `
A subchart runs a service of the catalogue in place of varai-gen's own objects: a database, a cache. What is built here has
no chart elsewhere.`,
  }),
};
