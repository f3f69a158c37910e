/** The `policies:` section: rule ids, levels, and each rule's own options. */
import { optionSchemas } from "../../policies/optionSchemas.ts";
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
        properties: { enforcementLevel: level, ...(optionSchemas(rule) as Record<string, JsonSchema>) },
        additionalProperties: false,
      },
    ],
  };
}
