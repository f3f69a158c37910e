/** The data that all policies of one run share: the facts, the spec's settings and waivers, and the options that the engine gave. */

import type { LoadedSpec } from "../access/language/loadSpec.ts";
import { desiredDeliveries } from "../access/plan/deliveries.ts";
import { desiredExpectations } from "../access/plan/expectations.ts";
import { stackNameOf } from "../access/plan/plan.ts";
import { unusedPermissions } from "../access/plan/unusedPermissions.ts";
import { userCalls } from "../access/plan/userCalls.ts";
import type { MaybeUnknown } from "../access/resources/unknown.ts";
import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";
import type { SeenStack } from "./fromResource.ts";
import { judgeFacts, openFindings, type Terms } from "./judgeFacts.ts";
import type { OrgTerms } from "./orgTerms.ts";
import { printFinding } from "./print.ts";
import type { Rule } from "./rule.ts";
import { isUsable, type PolicySettings } from "./settings.ts";
import { SharedFacts } from "./sharedFacts.ts";
import { stackOf } from "./specOfStack.ts";
import { waiverRule } from "./waiverRule.ts";

export interface PackContext {
  /** The day in UTC, `YYYY-MM-DD`. */
  readonly today: () => string;
  /** The spec behind the stack that a URN names: its waivers, its settings, and the lines that findings are about. */
  readonly specOf: (urn: string) => LoadedSpec | undefined;
  /** What the spec is judged by because its organization has other stacks; without it, by what it says itself. */
  readonly orgOf?: (urn: string) => OrgTerms | undefined;
}

export class PackRun {
  readonly facts = new SharedFacts();
  readonly #rules: readonly Rule[];
  readonly #context: PackContext;
  /** Options that the engine gave to a policy: those of a `--policy-pack-config` file, or else of the spec. */
  readonly #options = new Map<string, Readonly<Record<string, unknown>>>();

  constructor(rules: readonly Rule[], context: PackContext) {
    this.#rules = rules;
    this.#context = context;
  }

  /** Remembers a policy's options, for the policies that look at the findings of others. */
  configure(rule: Rule, options: Readonly<Record<string, unknown>>): void {
    this.#options.set(rule.id, options);
  }

  /** Findings of one rule that no waiver of the spec covers. */
  open(rule: Rule, facts: MaybeUnknown<Facts>, urn: string): Finding[] {
    return openFindings(rule, facts, this.#terms([rule], urn));
  }

  /** Findings about the waivers of the spec. All findings of the stack are needed for them: a waiver that matches none is one. */
  waiverFindings(facts: readonly MaybeUnknown<Facts>[], urn: string): Finding[] {
    const { open } = judgeFacts(facts, this.#terms(this.#rules, urn), { rules: this.#rules });
    return open.filter(({ rule }) => rule === waiverRule.id);
  }

  print(finding: Finding, urn: string): string {
    return printFinding(finding, this.#context.specOf(urn));
  }

  /** The stack's name as a plan has it, and the promises of its spec: the access itself is judged by the resources. */
  stack(urn: string): SeenStack {
    const spec = this.#context.specOf(urn);
    return {
      name: spec ? stackNameOf(spec.file) : stackOf(urn),
      expectations: spec && [...desiredExpectations(spec.value), ...(this.#context.orgOf?.(urn)?.promises ?? [])],
      deliveries: spec && desiredDeliveries(spec.value),
      userCalls: spec && userCalls(spec.value),
      unusedPermissions: spec && unusedPermissions(spec),
      today: this.#context.today(),
    };
  }

  #terms(rules: readonly Rule[], urn: string): Terms {
    return {
      settings: this.#settings([...rules, waiverRule], urn),
      waivers: this.#context.specOf(urn)?.value.waivers ?? [],
      today: this.#context.today(),
    };
  }

  /** The levels of the spec; the options of the spec unless the engine gave others. Entries that the program refuses do not count. */
  #settings(rules: readonly Rule[], urn: string): PolicySettings {
    const written = this.#context.orgOf?.(urn)?.settings ?? this.#context.specOf(urn)?.value.policies ?? {};
    return Object.fromEntries(
      rules.flatMap((rule) => {
        const setting = isUsable(rule, written) ? written[rule.id] : undefined;
        const options = this.#options.get(rule.id);
        if (setting === undefined && options === undefined) return [];
        const level = typeof setting === "string" ? setting : setting?.enforcementLevel;
        const own = typeof setting === "object" ? setting : {};
        return [[rule.id, { ...own, ...options, ...(level && { enforcementLevel: level }) }]];
      }),
    );
  }
}
