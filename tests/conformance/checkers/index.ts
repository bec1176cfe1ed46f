import type { Checker } from "../checker.ts";
import { actionlint } from "./actionlint.ts";
import { amtool } from "./amtool.ts";
import { apiserver } from "./apiserver.ts";
import { azurePipelinesShell } from "./azure-pipelines-shell.ts";
import { bake } from "./bake.ts";
import { bicepCompiler } from "./bicep-compiler.ts";
import { bicepSyntax } from "./bicep-syntax.ts";
import { bicepTypes } from "./bicep-types.ts";
import { buildkit } from "./buildkit.ts";
import { checkov } from "./checkov.ts";
import { checkovBicep } from "./checkov-bicep.ts";
import { composeConfig } from "./compose-config.ts";
import { composeSchema } from "./compose-schema.ts";
import { coverageBy } from "./coverage.ts";
import { csharp } from "./csharp.ts";
import { dashboards } from "./dashboards.ts";
import { dclint } from "./dclint.ts";
import { gitlabShell } from "./gitlab-shell.ts";
import { gixy } from "./gixy.ts";
import { go } from "./go.ts";
import { hadolint } from "./hadolint.ts";
import { helm } from "./helm.ts";
import { java } from "./java.ts";
import { json } from "./json.ts";
import { kubeScore } from "./kube-score.ts";
import { kubeconform } from "./kubeconform.ts";
import { kustomize } from "./kustomize.ts";
import { lock } from "./lock.ts";
import { makefile } from "./makefile.ts";
import { markdownlint } from "./markdownlint.ts";
import { nginx } from "./nginx.ts";
import { parity } from "./parity.ts";
import { promtool } from "./promtool.ts";
import { python } from "./python.ts";
import { releases } from "./releases.ts";
import { rollout } from "./rollout.ts";
import { shellcheck } from "./shellcheck.ts";
import { shfmt } from "./shfmt.ts";
import { traefik } from "./traefik.ts";
import { trivy } from "./trivy.ts";
import { trivyConfig } from "./trivy-config.ts";
import { typescript } from "./typescript.ts";
import { vaultAgent } from "./vault-agent.ts";
import { workflowPolicies } from "./workflow-policies.ts";
import { workflowSchema } from "./workflow-schema.ts";
import { workflowService } from "./workflow-service.ts";
import { yamllint } from "./yamllint.ts";
import { yamllintRules } from "./yamllint-rules.ts";
import { zizmor } from "./zizmor.ts";

/** A new one is a file here, a line here, and a folder in ../bad with what it has to find. */
const real: readonly Checker[] = [
  hadolint,
  buildkit,
  bake,
  composeConfig,
  composeSchema,
  dclint,
  traefik,
  nginx,
  gixy,
  vaultAgent,
  promtool,
  dashboards,
  amtool,
  kustomize,
  helm,
  parity,
  releases,
  rollout,
  kubeconform,
  kubeScore,
  checkov,
  trivy,
  apiserver,
  actionlint,
  workflowService,
  workflowSchema,
  workflowPolicies,
  zizmor,
  gitlabShell,
  azurePipelinesShell,
  trivyConfig,
  bicepCompiler,
  bicepSyntax,
  bicepTypes,
  checkovBicep,
  shellcheck,
  shfmt,
  python,
  typescript,
  go,
  java,
  csharp,
  makefile,
  yamllint,
  yamllintRules,
  json,
  markdownlint,
  lock,
];

/** Every checker, in the order that they work in. */
export const checkers: readonly Checker[] = [coverageBy(real), ...real];
