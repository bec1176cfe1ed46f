import { inFolder } from "../../model/build-context.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { DocsTargetSpec } from "../../spec/spec.ts";
import { verbatim } from "../read-back.ts";
import type { Artifact, Peers, Target } from "../target.ts";
import { architectureView } from "./architecture.ts";
import { guideView } from "./guide.ts";
import { runbooksUrl, runbooksView } from "./runbooks.ts";
import { troubleshootingView } from "./troubleshooting.ts";

/** A deployment guide, an architecture page, a troubleshooting page, and runbooks of alerts. */
export const docs: Target<"docs"> = {
  name: "docs",
  isDefault: false,
  tiers: ["development", "test", "staging", "production"],
  formats: { "docs/": verbatim },
  deploysOthers: true,
  images: () => [],
  runbooks: (platform) => {
    const { enabled } = withDefaults<DocsTargetSpec>(platform.targets.docs ?? { enabled: false }, "docsTarget");
    return enabled ? runbooksUrl(platform, inFolder(platform.output, pathOf(platform, "runbooks"))) : undefined;
  },
  plan: planFiles,
};

function pathOf(platform: Platform, page: string): string {
  const { path } = withDefaults<DocsTargetSpec>(platform.targets.docs, "docsTarget");
  return inFolder(path, `${page}.md`);
}

function planFiles(platform: Platform, reporter: Reporter, peers: Peers): readonly Artifact[] {
  const runbooks = runbooksView(platform);
  const inputs = peers.flatMap(({ operatorInputs }) => operatorInputs?.(platform, reporter) ?? []);
  const page = (name: string, view: object): Artifact => ({
    path: pathOf(platform, name),
    template: `docs/${name}.md`,
    view,
  });
  return [
    page("architecture", architectureView(platform)),
    page("deployment", guideView(platform, inputs)),
    ...(runbooks ? [page("runbooks", runbooks)] : []),
    page("troubleshooting", troubleshootingView(platform)),
  ];
}
