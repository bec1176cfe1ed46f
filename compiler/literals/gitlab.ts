import { quoteDouble } from "./yaml.ts";

/** A variable of GitLab CI that is the text: a dollar would start the name of another one (https://docs.gitlab.com/ci/variables/). */
export function quoteGitlab(text: string): string {
  return quoteDouble(text.replaceAll("$", () => "$$"));
}
