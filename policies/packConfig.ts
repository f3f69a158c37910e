/** The settings of rules in the words of CrossGuard: initial configuration and configuration schemas of the policies. */
import type { PolicyConfigSchema, PolicyPackConfig } from "@pulumi/policy";
import { optionSchemas } from "./optionSchemas.ts";
import type { Rule } from "./rule.ts";
import { isUsable, type PolicySettings, settingOf } from "./settings.ts";
import { waiverRule } from "./waiverRule.ts";

/** The part of a rule that sees a whole stack has a name of its own where the rule has a part for resources, too. */
export function stackPolicyName(rule: Rule): string {
  return looksAtResources(rule) ? `${rule.id}-stack` : rule.id;
}

function policyNames(rule: Rule): string[] {
  const resources = looksAtResources(rule) ? [rule.id] : [];
  return rule.checks.stack || rule === waiverRule ? [...resources, stackPolicyName(rule)] : resources;
}

/** The built-in rule about waivers has no checks of its own, and a policy of each sort. */
function looksAtResources(rule: Rule): boolean {
  const { role, client, grant } = rule.checks;
  return rule === waiverRule || Boolean(role ?? client ?? grant);
}

/**
 * The levels and options that `policies:` of the spec sets, for every policy of a rule. The level is always written: an entry of options alone
 * would make the policy advisory, because the wire format has no word for "no level" (protoutil.js of @pulumi/policy 1.21). Entries that the
 * program refuses are left out: the rule's defaults then hold.
 */
export function initialConfig(rules: readonly Rule[], settings: PolicySettings): PolicyPackConfig {
  return Object.fromEntries(
    rules
      .filter((rule) => settings[rule.id] !== undefined && isUsable(rule, settings))
      .flatMap((rule) => {
        const { enforcementLevel, options } = settingOf(rule, settings);
        const config = { enforcementLevel, ...options };
        return policyNames(rule).map((name) => [name, config]);
      }),
  );
}

/** JSON Schema of a rule's options: the engine validates a `--policy-pack-config` file by it and fills in the defaults. */
export function configSchema(rule: Rule): PolicyConfigSchema | undefined {
  if (!rule.options) return undefined;
  return { properties: JSON.parse(JSON.stringify(optionSchemas(rule))) as PolicyConfigSchema["properties"] };
}
