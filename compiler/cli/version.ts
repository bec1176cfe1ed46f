import packageJson from "../../package.json" with { type: "json" };

/** The version of varai-gen. Generated files do not contain it. */
export const version: string = packageJson.version;
