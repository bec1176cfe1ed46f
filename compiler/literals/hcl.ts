import { quoteDouble } from "./yaml.ts";

/** A string of HCL, in which `${` and `%{` start templates (HCL Native Syntax, Template Literals). */
export function quoteHcl(text: string): string {
  return quoteDouble(text).replaceAll("${", "$${").replaceAll("%{", "%%{");
}
