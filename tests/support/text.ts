import { createTwoFilesPatch } from "diff";
import { Assertion } from "uvu/assert";

/** Fails, with a patch, when a file is not what it should be; `help` says the command that makes it so. */
export function assertText(name: string, actual: string, expected: string, help: string): void {
  if (actual === expected) return;
  throw new Assertion({
    message: `${name} is not current`,
    details: `${createTwoFilesPatch(`found/${name}`, `expected/${name}`, actual, expected, "", "", { context: 2 })}\n${help}\n`,
    generated: false,
    operator: "text",
    expects: "",
    actual: "",
  });
}
