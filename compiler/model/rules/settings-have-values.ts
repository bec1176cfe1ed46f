import type { SpecRule } from "./rule.ts";

/** Every setting has a value in every environment, or is supplied by the operator. */
export const settingsHaveValues: SpecRule = ({ spec }, reporter) => {
  for (const { name: environment, config } of spec.merged) {
    for (const [setting, { value, required }] of Object.entries(config)) {
      if (value !== undefined || required) continue;
      reporter.report(
        "model/setting-without-value",
        { environment, path: ["config", setting] },
        { setting, environments: [environment] },
      );
    }
  }
};
