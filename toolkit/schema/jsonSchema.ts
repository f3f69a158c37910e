/** The part of JSON Schema (draft 7: what editors' YAML extensions know best) that the published schemas use. */
export interface JsonSchema {
  $schema?: string;
  $ref?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: readonly unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  propertyNames?: JsonSchema;
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  if?: JsonSchema;
  then?: JsonSchema;
  else?: JsonSchema;
  definitions?: Record<string, JsonSchema>;
  [keyword: string]: unknown;
}

/** What holds where a value meets the condition, and what where it does not. */
export function when(condition: JsonSchema, consequence: JsonSchema, otherwise?: JsonSchema): JsonSchema {
  // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
  return { if: condition, then: consequence, ...(otherwise && { else: otherwise }) };
}

/** What holds where a value does not meet the condition. */
export function unless(condition: JsonSchema, otherwise: JsonSchema): JsonSchema {
  return { if: condition, else: otherwise };
}

/** Calls `visit` for every schema inside, with its place in the described value: `clients.*.scopes[]`. Alternatives share their place. */
export function walk(schema: JsonSchema, visit: (schema: JsonSchema, place: string) => void, place = ""): void {
  visit(schema, place);
  const below = (key: string) => (place === "" ? key : `${place}.${key}`);
  for (const [key, property] of Object.entries(schema.properties ?? {})) walk(property, visit, below(key));
  if (typeof schema.additionalProperties === "object") walk(schema.additionalProperties, visit, below("*"));
  if (schema.items) walk(schema.items, visit, `${place}[]`);
  const alternatives = [
    ...(schema.anyOf ?? []),
    ...(schema.then ? [schema.then] : []),
    ...(schema.else ? [schema.else] : []),
  ];
  for (const alternative of alternatives) walk(alternative, visit, place);
}

/** Narrows what a text may be: `null` and other kinds of value that the schema allows stay as they are. */
export function narrowText(schema: JsonSchema, text: JsonSchema): void {
  if (schema.anyOf) {
    schema.anyOf = schema.anyOf.map((alternative) => (alternative.type === "string" ? { ...text } : alternative));
    return;
  }
  const kinds = [schema.type].flat().filter((kind) => kind !== undefined);
  if (!kinds.includes("string")) return;
  const others = kinds.filter((kind) => kind !== "string");
  delete schema.type;
  if (others.length === 0) Object.assign(schema, text);
  else schema.anyOf = [{ ...text }, ...others.map((type) => ({ type }))];
}
