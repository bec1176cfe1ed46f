import type { KeyUse } from "../../spec/expand.ts";
import type { Spec } from "../../spec/normalize.ts";
import type { Platform } from "../platform.ts";
import type { Reporter } from "../reporter.ts";

/** What a rule about the specification looks at. */
export interface SpecRuleInput {
  readonly spec: Spec;
  /** Every key that is written, or that a short form stands for. */
  readonly keys: readonly KeyUse[];
}

/** What a rule about the platform looks at. */
export interface RuleInput extends SpecRuleInput {
  readonly platform: Platform;
}

/** A truth about the layers of a specification. It reports where they break it. */
export type SpecRule = (input: SpecRuleInput, reporter: Reporter) => void;

/** A truth about the whole that no schema can state. It reports where the platform breaks it. */
export type Rule = (input: RuleInput, reporter: Reporter) => void;
