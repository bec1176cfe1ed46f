import { quoteDouble } from "./yaml.ts";

/**
 * A string of HCL, in which `${` and `%{` start templates (HCL Native Syntax, Template Literals). The first version of the
 * language, which Vault reads, has no `$${`; an escaped dollar starts a template in neither.
 */
export function quoteHcl(text: string): string {
  return quoteDouble(text).replaceAll("${", "\\u0024{").replaceAll("%{", "\\u0025{");
}
