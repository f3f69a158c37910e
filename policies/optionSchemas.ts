/** The options of a rule as JSON Schema: for editors, and for the engine. */
import { z } from "zod";
import type { Rule } from "./rule.ts";

type Schemas = NonNullable<z.core.JSONSchema.BaseSchema["properties"]>;

/** The schema of each option by its name. The direction that an option declares (optionDirection.ts) is no word of JSON Schema, and left out. */
export function optionSchemas({ options }: Rule): Schemas {
  if (!options) return {};
  const { properties = {} } = z.toJSONSchema(options, {
    io: "input",
    target: "draft-7",
    override: ({ jsonSchema }) => {
      delete jsonSchema.loosens;
    },
  });
  return properties;
}
