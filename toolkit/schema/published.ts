/** The schemas that the project publishes in schemas/, as text. That of the spec has thousands of lines, and no blanks before them. */
import { answerJsonSchemas } from "./answersJsonSchemas.ts";
import { diffJsonSchema } from "./diffJsonSchema.ts";
import { gateVerdictJsonSchema } from "./gateVerdictJsonSchema.ts";
import { orgCatalogueJsonSchema } from "./orgCatalogueJsonSchema.ts";
import { previewJsonSchema } from "./previewJsonSchema.ts";
import { reportJsonSchema } from "./reportJsonSchema.ts";
import { specJsonSchema } from "./specJsonSchema.ts";

export const SCHEMAS: Readonly<Record<string, () => string>> = {
  "spec.schema.json": () => print(specJsonSchema()).replace(/\n +/g, "\n"),
  "org-catalogue.schema.json": () => print(orgCatalogueJsonSchema()),
  "check-report.schema.json": () => print(reportJsonSchema()),
  "access-diff.schema.json": () => print(diffJsonSchema()),
  "access-preview.schema.json": () => print(previewJsonSchema()),
  "gate-verdict.schema.json": () => print(gateVerdictJsonSchema()),
  ...Object.fromEntries(Object.entries(answerJsonSchemas()).map(([name, schema]) => [name, () => print(schema())])),
};

function print(schema: object): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}
