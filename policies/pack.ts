/** The rules as CrossGuard policies. */
import type { Policies, ResourceValidation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { RESOURCES } from "../access/resources/index.ts";
import type { SeenResource } from "./fromResource.ts";
import { configSchema, stackPolicyName } from "./packConfig.ts";
import { type PackContext, PackRun } from "./packRun.ts";
import type { Rule } from "./rule.ts";
import { waiverRule } from "./waiverRule.ts";

/** A policy for the resources that a rule looks at, and one for the stack; all of them share the facts that were collected so far. */
export function policiesOf(rules: readonly Rule[], context: PackContext): Policies {
  const run = new PackRun(rules, context);
  return [
    waiverLimits(run),
    ...rules.flatMap((rule) => [...resourcePolicy(rule, run), ...stackPolicy(rule, run)]),
    waiversOfStack(run),
  ];
}

function resourcePolicy(rule: Rule, run: PackRun): ResourceValidationPolicy[] {
  const kinds = (["role", "client", "grant"] as const).filter((kind) => rule.checks[kind]);
  const [kind] = kinds;
  if (!kind) return [];
  const validate: ResourceValidation = ({ getConfig, ...resource }, reportViolation) => {
    run.configure(rule, getConfig());
    const facts = run.facts.ofResource(rule.id, resource);
    if (!facts) return;
    for (const finding of run.open(rule, facts, resource.urn)) reportViolation(run.print(finding, resource.urn));
  };
  // A policy that asks for one type is not called for others, nor are their properties read. One that looks at grants must see the roles pass.
  const looksAtGrants = kinds.some((one) => rule.checks[one]?.reads.includes("grants"));
  const typed = kinds.length === 1 && !looksAtGrants;
  if (typed) Object.assign(validate, { __pulumiType: RESOURCES[kind].token });
  return [{ ...policyText(rule), name: rule.id, validateResource: validate }];
}

function stackPolicy(rule: Rule, run: PackRun): StackValidationPolicy[] {
  if (!rule.checks.stack) return [];
  const validateStack: StackValidationPolicy["validateStack"] = ({ resources, getConfig }, reportViolation) => {
    run.configure(rule, getConfig());
    const urn = urnOf(resources);
    const facts = run.facts.ofStack(rule.id, resources, run.stack(urn))?.at(-1);
    if (!facts) return;
    for (const finding of run.open(rule, facts, urn)) reportViolation(run.print(finding, urn));
  };
  return [{ ...policyText(rule), name: stackPolicyName(rule), validateStack }];
}

/** Reports nothing: it comes first, and takes from the engine how long a waiver may last, and each resource's inputs, before another policy has to know. */
function waiverLimits(run: PackRun): ResourceValidationPolicy {
  return {
    ...policyText(waiverRule),
    name: waiverRule.id,
    validateResource: ({ getConfig, ...resource }) => {
      run.configure(waiverRule, getConfig());
      run.facts.see(resource);
    },
  };
}

/** Only with every finding of the stack at hand can one say that a waiver matches none. */
function waiversOfStack(run: PackRun): StackValidationPolicy {
  return {
    ...policyText(waiverRule),
    name: stackPolicyName(waiverRule),
    validateStack: ({ resources, getConfig }, reportViolation) => {
      run.configure(waiverRule, getConfig());
      const urn = urnOf(resources);
      const facts = run.facts.ofStack(waiverRule.id, resources, run.stack(urn)) ?? [];
      for (const finding of run.waiverFindings(facts, urn)) reportViolation(run.print(finding, urn));
    },
  };
}

function urnOf(resources: readonly (SeenResource & { readonly urn: string })[]): string {
  return resources[0]?.urn ?? "";
}

function policyText(rule: Rule) {
  const schema = configSchema(rule);
  return {
    displayName: rule.title,
    description: rule.why,
    remediationSteps: rule.fix,
    severity: rule.severity,
    enforcementLevel: rule.enforcementLevel,
    ...(schema && { configSchema: schema }),
  };
}
