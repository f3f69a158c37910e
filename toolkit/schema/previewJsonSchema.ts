/** JSON Schema of `genesys-access preview --format json`. */
import { z } from "zod";
import { PREVIEW_FORMAT_VERSION } from "../preview/render.ts";
import { difference } from "./diffJsonSchema.ts";
import type { JsonSchema } from "./jsonSchema.ts";
import { result } from "./reportJsonSchema.ts";

const preview = z.strictObject({
  state: z
    .enum(["ok", "refused", "failed"])
    .describe("`refused`: rules refuse. `failed`: something else ended the preview, so that resources may be missing."),
  errors: z.array(z.string()).describe("What the engine and the program said, line by line."),
  missing: z.int().min(0).describe("Deployed resources that the preview told nothing about: shown as if they stayed."),
});

const violation = z.strictObject({ policy: z.string(), mandatory: z.boolean(), message: z.string() });

const report = z.strictObject({
  formatVersion: z.literal(PREVIEW_FORMAT_VERSION).describe("Grows with every change that could break a reader."),
  tool: z.strictObject({ name: z.string(), version: z.string() }),
  catalogueDate: z.string().describe("Date of the catalogue of permissions and scopes, `YYYY-MM-DD`."),
  preview,
  diff: difference.describe("What `pulumi up` would change. `unknown` where the preview did not see enough."),
  driftLookedFor: z
    .boolean()
    .describe(
      "The org was asked what somebody changed in it since the last update, or nothing is deployed yet. Where it is false, `unchanged` says nothing about that.",
    ),
  lacks: z
    .array(z.string())
    .describe(
      "What the deploying client lacks: an update with these credentials would be refused. Empty where it lacks nothing.",
    ),
  drift: difference
    .optional()
    .describe("What somebody changed in the org since the last update. Present where somebody looked."),
  findings: z.array(result).describe("Of the rules, with their waivers."),
  violations: z.array(violation).describe("Of other policy packs, and of rules about what the spec does not know."),
  gate: z.strictObject({
    refusals: z.array(z.string()).describe("Why --fail-on refuses; empty when it does not."),
    approved: z.boolean().describe("Something is gained, and all of it is approved."),
  }),
});

export function previewJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(report, { target: "draft-7", reused: "ref" }) as JsonSchema;
  return { ...($schema !== undefined && { $schema }), title: "Result of genesys-access preview", ...schema };
}
