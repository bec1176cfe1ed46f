import type { Reporter } from "./reporter.ts";
import { addressesAreExposedOnce } from "./rules/addresses-are-exposed-once.ts";
import { alertsHaveReceivers } from "./rules/alerts-have-receivers.ts";
import { backupsHaveData } from "./rules/backups-have-data.ts";
import { declarationsAreUsed } from "./rules/declarations-are-used.ts";
import { dependenciesHaveNoCycle } from "./rules/dependencies-have-no-cycle.ts";
import { edgesHaveCertificates } from "./rules/edges-have-certificates.ts";
import { enginesHaveTheirFiles } from "./rules/engines-have-their-files.ts";
import { exceptionsHaveReasons } from "./rules/exceptions-have-reasons.ts";
import { filesHaveContent } from "./rules/files-have-content.ts";
import { foldersAreNotShared } from "./rules/folders-are-not-shared.ts";
import { imagesAreReferences } from "./rules/images-are-references.ts";
import { imagesAreTheSameEverywhere } from "./rules/images-are-the-same-everywhere.ts";
import { imagesHaveTags } from "./rules/images-have-tags.ts";
import { imagesHaveTheirCapabilities } from "./rules/images-have-their-capabilities.ts";
import { keysApply } from "./rules/keys-apply.ts";
import { keysHaveWhatTheyNeed } from "./rules/keys-have-what-they-need.ts";
import { metricNamesAreComplete } from "./rules/metric-names-are-complete.ts";
import { mountsAreApart } from "./rules/mounts-are-apart.ts";
import { namesAreTakenOnce } from "./rules/names-are-taken-once.ts";
import { namesExist } from "./rules/names-exist.ts";
import { namesFit } from "./rules/names-fit.ts";
import { objectivesCanBeMeasured } from "./rules/objectives-can-be-measured.ts";
import { outputIsInTheRepository } from "./rules/output-is-in-the-repository.ts";
import { outputsCanBeCopied } from "./rules/outputs-can-be-copied.ts";
import { ownDockerfilesBuild } from "./rules/own-dockerfiles-build.ts";
import { ownDockerfilesFit } from "./rules/own-dockerfiles-fit.ts";
import { packagesAreOfTheDistribution } from "./rules/packages-are-of-the-distribution.ts";
import { probesFitTheProtocol } from "./rules/probes-fit-the-protocol.ts";
import { probesNeedNoCertificate } from "./rules/probes-need-no-certificate.ts";
import { programsAreInTheirImages } from "./rules/programs-are-in-their-images.ts";
import { publishedPortsAreUnique } from "./rules/published-ports-are-unique.ts";
import { publishedServicesHaveOneReplica } from "./rules/published-services-have-one-replica.ts";
import { quantitiesAreOrdered } from "./rules/quantities-are-ordered.ts";
import { queuesAreLists } from "./rules/queues-are-lists.ts";
import type { Rule, RuleInput, SpecRule, SpecRuleInput } from "./rules/rule.ts";
import { secretsAreNotWritten } from "./rules/secrets-are-not-written.ts";
import { servicesHaveHealthChecks } from "./rules/services-have-health-checks.ts";
import { servicesHaveOneOrigin } from "./rules/services-have-one-origin.ts";
import { settingsHaveSoundTypes } from "./rules/settings-have-sound-types.ts";
import { settingsHaveValues } from "./rules/settings-have-values.ts";
import { singlesAreNotScaled } from "./rules/singles-are-not-scaled.ts";
import { stringsAreNoTemplates } from "./rules/strings-are-no-templates.ts";
import { variablesAreRead } from "./rules/variables-are-read.ts";
import { variablesAreSetOnce } from "./rules/variables-are-set-once.ts";
import { volumesAreNotShared } from "./rules/volumes-are-not-shared.ts";

const specRules: readonly SpecRule[] = [
  filesHaveContent,
  imagesAreTheSameEverywhere,
  keysApply,
  keysHaveWhatTheyNeed,
  namesExist,
  outputIsInTheRepository,
  secretsAreNotWritten,
  servicesHaveOneOrigin,
  settingsHaveSoundTypes,
  settingsHaveValues,
  stringsAreNoTemplates,
];

/** Rules whose findings stand, whatever else is wrong. */
const rules: readonly Rule[] = [
  addressesAreExposedOnce,
  alertsHaveReceivers,
  backupsHaveData,
  dependenciesHaveNoCycle,
  enginesHaveTheirFiles,
  exceptionsHaveReasons,
  foldersAreNotShared,
  imagesAreReferences,
  metricNamesAreComplete,
  mountsAreApart,
  namesFit,
  namesAreTakenOnce,
  objectivesCanBeMeasured,
  outputsCanBeCopied,
  ownDockerfilesBuild,
  probesFitTheProtocol,
  probesNeedNoCertificate,
  packagesAreOfTheDistribution,
  programsAreInTheirImages,
  publishedPortsAreUnique,
  publishedServicesHaveOneReplica,
  quantitiesAreOrdered,
  singlesAreNotScaled,
  queuesAreLists,
  variablesAreRead,
  variablesAreSetOnce,
  volumesAreNotShared,
];

/** Rules that a mistake elsewhere would break as well: a misspelt name leaves the right one unused. */
const lastRules: readonly Rule[] = [
  declarationsAreUsed,
  edgesHaveCertificates,
  imagesHaveTags,
  imagesHaveTheirCapabilities,
  ownDockerfilesFit,
  servicesHaveHealthChecks,
];

/** Reports what is wrong with the layers of a specification of the right shape. */
export function checkSpec(input: SpecRuleInput, reporter: Reporter): void {
  for (const rule of specRules) rule(input, reporter);
}

/** Reports everything that is wrong with a platform; what could follow from other mistakes, only if there are none. */
export function checkPlatform(input: RuleInput, reporter: Reporter): void {
  for (const rule of rules) rule(input, reporter);
  if (reporter.hasErrors) return;
  for (const rule of lastRules) rule(input, reporter);
}
