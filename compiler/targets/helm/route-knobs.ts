import type { Knob } from "./knob.ts";
import { namedList, string, stringMap } from "./schema.ts";

/** Values of what leads to exposed workloads. */
export const routeKnobs: readonly Knob[] = [
  {
    kinds: ["Ingress"],
    at: "spec.ingressClassName",
    of: "all",
    form: "set",
    value: "ingress.className",
    empty: "",
    schema: string,
    description: "Class of the Ingress objects.",
  },
  {
    kinds: ["Ingress"],
    at: "metadata.annotations.cert-manager.io/cluster-issuer",
    of: "all",
    form: "optional",
    value: "ingress.clusterIssuer",
    empty: "",
    schema: string,
    description: "ClusterIssuer of cert-manager that issues the certificates.",
  },
  {
    kinds: ["Ingress"],
    at: "metadata.annotations",
    of: "all",
    form: "extend",
    value: "ingress.annotations",
    empty: {},
    schema: stringMap,
    description: "Additional annotations of the Ingress objects.",
  },
  {
    kinds: ["HTTPRoute"],
    at: "spec.parentRefs",
    of: "all",
    form: "set",
    value: "httpRoute.parentRefs",
    empty: [],
    schema: namedList,
    description: "Gateways of the HTTPRoutes.",
  },
  {
    kinds: ["HTTPRoute"],
    at: "metadata.annotations",
    of: "all",
    form: "extend",
    value: "httpRoute.annotations",
    empty: {},
    schema: stringMap,
    description: "Annotations of the HTTPRoutes.",
  },
];
