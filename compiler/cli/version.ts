import packageJson from "../../package.json" with { type: "json" };

/** The version of varai-gen. It stands in no output. */
export const version: string = packageJson.version;
