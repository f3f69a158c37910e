/** A rule: data that explains it, the fields that it reads, and one pure function. */
import type { z } from "zod";
import type { FactsKind, FactsOf } from "./facts.ts";
import type { Severity, Violation } from "./finding.ts";

/** The levels of enforcement, in CrossGuard's own words. A `mandatory` finding refuses, an `advisory` one is only told. */
export type EnforcementLevel = "mandatory" | "advisory" | "disabled";

export type RuleCategory =
  | "privilege"
  | "scope"
  | "division"
  | "expectation"
  | "data-protection"
  | "client"
  | "ownership"
  | "catalogue";

export interface RuleText {
  /** Kebab-case; also the file's name and the policy's name in the pack. */
  readonly id: string;
  readonly category: RuleCategory;
  readonly severity: Severity;
  /** Default; a spec's `policies:` and `--policy-pack-config` change it. */
  readonly enforcementLevel: EnforcementLevel;
  /** The state that the rule asks for, as a short statement. */
  readonly title: string;
  /** The reason for the rule, in one or two sentences. */
  readonly why: string;
  /** The remedy: one imperative sentence that says what to write instead. */
  readonly fix: string;
  /** YAML that the rule refuses. */
  readonly bad: string;
  /** The same, put right. */
  readonly good: string;
  /** Ids of rules, or https addresses, that a reader may want next. */
  readonly related: readonly string[];
}

/** The part of a rule that looks at one kind of facts. It is given the fields that it declares, and never an unknown value. */
export interface Check {
  readonly reads: readonly string[];
  /** @param today the day in UTC, `YYYY-MM-DD`; absent where nobody says */
  readonly check: (facts: never, options: never, today?: string) => readonly Violation[];
}

export interface Rule extends RuleText {
  /** Options with a default each: parsed before a check sees them, and published as JSON Schema. */
  readonly options?: z.ZodObject;
  readonly checks: { readonly [K in FactsKind]?: Check };
}

/** Ties a check's fields to its function, so that reading an undeclared field does not compile. */
export function reads<K extends FactsKind, F extends keyof FactsOf<K> & string, O = unknown>(
  _kind: K,
  fields: readonly F[],
  check: (facts: Pick<FactsOf<K>, F | "key">, options: O, today?: string) => readonly Violation[],
): Check {
  return { reads: fields, check: check as Check["check"] };
}
