/** JSON Schema of the org's own list of permissions, which a spec names under `catalogue:`. */
import { z } from "zod";
import { orgCatalogueShape } from "../../access/language/orgCatalogue.ts";
import type { JsonSchema } from "./jsonSchema.ts";

export function orgCatalogueJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(orgCatalogueShape, { target: "draft-7" }) as JsonSchema;
  return {
    ...($schema !== undefined && { $schema }),
    title: "The org's own list of permissions",
    ...schema,
  };
}
