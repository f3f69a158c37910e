/** JSON Schema of the file that `genesys-access diff --verdict` writes. */
import { z } from "zod";
import { verdict } from "../judge/verdict.ts";
import type { JsonSchema } from "./jsonSchema.ts";

export function gateVerdictJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(verdict, { target: "draft-7", reused: "ref" }) as JsonSchema;
  return {
    ...($schema !== undefined && { $schema }),
    title: "Verdict file of genesys-access diff --verdict",
    ...schema,
  };
}
