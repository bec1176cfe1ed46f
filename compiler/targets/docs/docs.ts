import { inFolder } from "../../model/build-context.ts";
import type { Platform } from "../../model/platform.ts";
import type { Reporter } from "../../model/reporter.ts";
import { withDefaults } from "../../spec/defaults.ts";
import type { DocsTargetSpec } from "../../spec/spec.ts";
import { verbatim } from "../read-back.ts";
import type { Artifact, Peers, Target } from "../target.ts";
import { architectureView } from "./architecture.ts";
import { guideView } from "./guide.ts";
import { troubleshootingView } from "./troubleshooting.ts";

/** A deployment guide, an architecture page and a troubleshooting page. */
export const docs: Target<"docs"> = {
  name: "docs",
  isDefault: false,
  tiers: ["development", "test", "staging", "production"],
  formats: { "docs/": verbatim },
  deploysOthers: true,
  images: () => [],
  plan: planFiles,
};

function planFiles(platform: Platform, reporter: Reporter, peers: Peers): readonly Artifact[] {
  const { path } = withDefaults<DocsTargetSpec>(platform.targets.docs, "docsTarget");
  const inputs = peers.flatMap(({ operatorInputs }) => operatorInputs?.(platform, reporter) ?? []);
  const page = (name: string, view: object): Artifact => ({
    path: inFolder(path, `${name}.md`),
    template: `docs/${name}.md`,
    view,
  });
  return [
    page("architecture", architectureView(platform)),
    page("deployment", guideView(platform, inputs)),
    page("troubleshooting", troubleshootingView(platform)),
  ];
}
