/** JSON Schema of `genesys-access check --format json`. */
import { z } from "zod";
import { JSON_FORMAT_VERSION } from "../../access/report/json.ts";
import type { JsonSchema } from "./jsonSchema.ts";

const severity = z.enum(["critical", "high", "medium", "low"]);
const level = z.enum(["mandatory", "advisory"]);
const count = z.int().min(0);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** One finding of a rule, or one problem of the language. */
export const result = z.strictObject({
  id: z.string().describe("Names exactly one finding; a waiver repeats it. Stable when lines move."),
  rule: z.string().describe("Id of a rule, or the code of a language problem; listed in `rules`."),
  severity,
  level: level.describe("`mandatory` refuses, `advisory` is only told."),
  status: z.enum(["open", "waived"]),
  waivable: z
    .boolean()
    .describe("False for what is corrected and never waived: language problems, findings about waivers."),
  position: z.strictObject({ file: z.string(), line: z.int().min(1), column: z.int().min(1) }),
  path: z.string().describe("Place in the YAML: `roles.bi.permissions[0]`."),
  message: z.string(),
  why: z.string(),
  fix: z.string(),
  waiver: z
    .strictObject({ reason: z.string(), owner: z.string(), expires: day.describe("Last day on which it holds.") })
    .optional()
    .describe("Present exactly when `status` is `waived`."),
});

const stack = z.strictObject({
  name: z.string(),
  file: z.string(),
  results: z.array(result),
  disabled: z.array(z.string()).describe("Rules that did not look at this stack."),
});

const rule = z.strictObject({
  id: z.string(),
  category: z.string().describe("`language` for what the YAML language itself refuses."),
  severity,
  level: z.enum(["mandatory", "advisory", "disabled"]).describe("Where no stack says otherwise."),
  title: z.string(),
  why: z.string(),
  fix: z.string(),
  bad: z.string(),
  good: z.string(),
  helpUri: z.url().optional(),
});

const report = z.strictObject({
  formatVersion: z.literal(JSON_FORMAT_VERSION).describe("Grows with every change that could break a reader."),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  catalogueDate: day.describe("Date of the catalogue of permissions and scopes."),
  summary: z.strictObject({ refused: count, advised: count, waived: count }),
  stacks: z.array(stack),
  rules: z.array(rule),
  notes: z.array(z.string()).describe("What a reader should know about the run itself."),
});

export function reportJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(report, { target: "draft-7" }) as JsonSchema;
  return { ...($schema !== undefined && { $schema }), title: "Report of genesys-access check", ...schema };
}
