import { quoteDouble } from "./yaml.ts";

/** A literal value of a GitLab CI variable: dollar signs are escaped (https://docs.gitlab.com/ci/variables/). */
export function quoteGitlab(text: string): string {
  return quoteDouble(text.replaceAll("$", () => "$$"));
}
