import { execFileSync } from "node:child_process";
import { root } from "./files.ts";

// npm run build
const { writeAssets } = await import("./assets.ts");
writeAssets();
const { bundle } = await import("./bundle.ts");
await bundle();
const { writeCodeCache } = await import("./write-code-cache.ts");
writeCodeCache();
execFileSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, "--project", "tsconfig.types.json"], {
  cwd: root,
  stdio: "inherit",
});
