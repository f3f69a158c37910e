/** The rules as CrossGuard policies. */
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { evaluateRule } from "./evaluate.ts";
import { ResourceFacts } from "./fromResource.ts";
import { printFinding } from "./print.ts";
import type { Rule } from "./rule.ts";
import { specOfStack } from "./specOfStack.ts";

/**
 * One mandatory policy per rule. All of them share the facts collected so far: the engine calls every policy for one resource before it shows the next.
 */
export function policiesOf(rules: readonly Rule[]): ResourceValidationPolicy[] {
  const collected = new ResourceFacts();
  return rules.map((rule) => ({
    name: rule.id,
    displayName: rule.title,
    description: rule.why,
    remediationSteps: rule.fix,
    severity: rule.severity,
    enforcementLevel: "mandatory",
    validateResource: ({ type, urn, props }, reportViolation) => {
      const facts = collected.of(type, props);
      if (!facts) return;
      for (const finding of evaluateRule(rule, facts)) reportViolation(printFinding(finding, specOfStack(urn)));
    },
  }));
}
