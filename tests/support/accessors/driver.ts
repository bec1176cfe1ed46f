// Prints every value of the configuration in a line, and then the configuration as Node prints it.
import { inspect } from "node:util";
import { check, loadConfig, Secret } from "../../golden/accessors/expected/node/config.ts";

function textOf(value: unknown): string {
  if (value instanceof Secret) return value.reveal();
  return Array.isArray(value) ? value.join(",") : String(value ?? "");
}

check(() => {
  const config = loadConfig();
  const lines = Object.values(config).map(textOf);
  process.stdout.write(`${[...lines, JSON.stringify(config) + inspect(config).replaceAll("\n", "")].join("\n")}\n`);
});
