import { quoteDouble } from "./yaml.ts";

/**
 * A string of HCL. `${` and `%{` start templates (HCL Native Syntax, Template Literals), so their first character is escaped
 * numerically: HCL 1, which Vault reads, does not support `$${`.
 */
export function quoteHcl(text: string): string {
  return quoteDouble(text).replaceAll("${", "\\u0024{").replaceAll("%{", "\\u0025{");
}
