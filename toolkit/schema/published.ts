/** The schemas that the project publishes in schemas/, as text. */
import { diffJsonSchema } from "./diffJsonSchema.ts";
import { gateVerdictJsonSchema } from "./gateVerdictJsonSchema.ts";
import { orgCatalogueJsonSchema } from "./orgCatalogueJsonSchema.ts";
import { previewJsonSchema } from "./previewJsonSchema.ts";
import { reportJsonSchema } from "./reportJsonSchema.ts";
import { specJsonSchema } from "./specJsonSchema.ts";

export const SCHEMAS = {
  "org-catalogue.schema.json": () => print(orgCatalogueJsonSchema()),
  "spec.schema.json": () => print(specJsonSchema()),
  "check-report.schema.json": () => print(reportJsonSchema()),
  "access-diff.schema.json": () => print(diffJsonSchema()),
  "access-preview.schema.json": () => print(previewJsonSchema()),
  "gate-verdict.schema.json": () => print(gateVerdictJsonSchema()),
} as const satisfies Record<string, () => string>;

function print(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
