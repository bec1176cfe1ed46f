import type { Pair } from "./key-matrix.ts";

/** Keys of which trying values shows nothing, and why that is right. Paths are those below the owner. */
const exceptions: readonly { readonly path: RegExp; readonly context?: RegExp; readonly reason: string }[] = [
  { path: /(^|\.)health\.tcp$/, reason: "it has one value, which is the default of what has a port" },
  {
    path: /^(include|templates|output|root|exclude)$/,
    reason: "it names files, which the tests of the command line read and write",
  },
  { path: /^location$/, reason: "it only says which environments share a host or cluster; golden folders show that" },
  { path: /^overrides(\.|$)/, reason: "it changes rendered documents, and no view; golden folders show it" },
  {
    path: /^(platform|secrets)$/,
    reason: "a section replaced as a whole takes away what others refer to; its keys are tried",
  },
  { path: /health(\.\w+)?\.port$/, context: /mock|environment/, reason: "a mock has one port, which is the default" },
  { path: /^files$/, context: /nginx/, reason: "without its configuration the engine is an error" },
  { path: /^dependsOn(\.|$)/, context: /temporal/, reason: "without its database the engine is an error" },
  {
    path: /^(runtime|image|engine|service|build\.dockerfile)(\.|$)/,
    reason: "another origin needs other keys with it",
  },
  { path: /metrics\.names\.bounds$/, reason: "it states what a service exports; objectives are compared with it" },
  {
    path: /^start$/,
    context: /^(site|python)$/,
    reason: "a site and a server have their start; that is reported at theirs",
  },
  {
    path: /^targets\.(kustomize|helm|bicep)(\.enabled)?$|^targets\.kubernetes\.namespace$/,
    context: /environment test/,
    reason: "nothing is deployed to an environment of tests, whether a target is on there or off",
  },
  {
    path: /^targets\.compose\.stackFile$/,
    context: /environment (development|staging|test)/,
    reason: "a stack belongs to one environment",
  },
];

/** The reason why a pair shows nothing; undefined where there is none. */
export function exceptionFor({ place, context }: Pair): string | undefined {
  const path = place.path.join(".");
  return exceptions.find((one) => one.path.test(path) && (one.context?.test(context.name) ?? true))?.reason;
}
