/** The `policies:` section: rule ids, levels, and each rule's own options. */
import { z } from "zod";
import type { Rule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import { waiverRule } from "../../policies/waiverRule.ts";
import type { JsonSchema } from "./jsonSchema.ts";

const LEVELS = ["mandatory", "advisory", "disabled"];

export function policiesSchema(): JsonSchema {
  return {
    anyOf: [
      {
        type: "object",
        properties: Object.fromEntries([...RULES, waiverRule].map((rule) => [rule.id, settingSchema(rule)])),
        additionalProperties: false,
      },
      { type: "null" },
    ],
  };
}

function settingSchema(rule: Rule): JsonSchema {
  const { title, enforcementLevel, why } = rule;
  const level = { enum: LEVELS, description: `Default: ${enforcementLevel}.` };
  return {
    description: `${title}. ${why}`,
    anyOf: [
      level,
      {
        type: "object",
        properties: { enforcementLevel: level, ...optionProperties(rule) },
        additionalProperties: false,
      },
    ],
  };
}

function optionProperties({ options }: Rule): Record<string, JsonSchema> {
  if (!options) return {};
  return (z.toJSONSchema(options, { io: "input", target: "draft-7" }) as JsonSchema).properties ?? {};
}
