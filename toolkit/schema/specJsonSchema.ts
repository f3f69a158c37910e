/** JSON Schema of the YAML language for editors: completion of permissions, scopes, profiles and rules, and a text for every field. */
import { z } from "zod";
import { OVERRIDDEN_SECTIONS } from "../../access/language/override.ts";
import { specSchema } from "../../access/language/schema.ts";
import { DIVISION, keysOf, MANAGED_CLIENT, MANAGED_ROLE } from "./constraints.ts";
import { DEFINITIONS } from "./definitions.ts";
import { FIELDS, type Field } from "./fields.ts";
import { type JsonSchema, narrowText, walk, when } from "./jsonSchema.ts";
import { marks } from "./marks.ts";
import { policiesSchema } from "./policiesSchema.ts";
import { titleOf } from "./titles.ts";

/**
 * Made from the schema that the loader uses. It is what an editor can say while one types; the loader says more (what takes two places of
 * the file), and with a better text.
 */
export function specJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(specSchema, { io: "input", target: "draft-7", unrepresentable: "any" }) as JsonSchema;
  const override = overrideSchema(schema.properties ?? {});
  const properties = { ...schema.properties, include: INCLUDE, override, policies: policiesSchema() };
  const nodes = nodesOf({ ...schema, properties });
  for (const { node, place } of nodes) describe(node, place);
  for (const { node, place } of nodes) constrain(node, place);
  const { $schema, ...rest } = schema;
  return {
    ...($schema !== undefined && { $schema }),
    title: "Genesys Cloud access of one organization",
    ...rest,
    properties,
    allOf: marks(),
    definitions: DEFINITIONS,
  };
}

/** Places of the language that tell an editor nothing: there must be none. */
export function undescribedPlaces(): string[] {
  const places: string[] = [];
  walk(specJsonSchema(), (schema, place) => {
    for (const [key, { description }] of Object.entries(schema.properties ?? {})) {
      if (description === undefined) places.push(fieldAt(below(place, key)));
    }
  });
  return [...new Set(places)];
}

/** An included file is followed before the loader applies its schema, which therefore knows only that the key exists. */
const INCLUDE = { anyOf: [{ type: "array", items: { type: "string" } }, { type: "null" }] } satisfies JsonSchema;

/** The sections once more, with every field optional: what is there replaces what included files say. */
function overrideSchema(sections: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const properties = OVERRIDDEN_SECTIONS.map((name) => [name, optionalFields(sections[name] ?? {})]);
  return { anyOf: [{ type: "object", properties: Object.fromEntries(properties), additionalProperties: false }, NULL] };
}

/** Of an existing and a managed client both: an override may make one of the other. */
function optionalFields(section: JsonSchema): JsonSchema {
  const copy = structuredClone(section);
  for (const map of copy.anyOf ?? []) {
    if (typeof map.additionalProperties !== "object") continue;
    const entries = map.additionalProperties.anyOf ?? [map.additionalProperties];
    const fields = Object.entries(Object.assign({}, ...entries.map(({ properties }) => properties)) as JsonFields);
    const properties = Object.fromEntries(fields.map(([name, field]) => [name, { anyOf: [field, NULL] }]));
    map.additionalProperties = { anyOf: [{ type: "object", properties, additionalProperties: false }, NULL] };
  }
  return copy;
}

type JsonFields = Readonly<Record<string, JsonSchema>>;

const NULL = { type: "null" } satisfies JsonSchema;

/** Collected first: describing changes the alternatives that a walk would go through. */
function nodesOf(schema: JsonSchema): { node: JsonSchema; place: string }[] {
  const nodes: { node: JsonSchema; place: string }[] = [];
  walk(schema, (node, place) => nodes.push({ node, place }));
  return nodes;
}

function describe(schema: JsonSchema, place: string): void {
  const { text, number }: Field = FIELDS[fieldAt(place)] ?? {};
  if (text) narrowText(schema, text);
  if (number) narrowNumber(schema, number);
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    const description = FIELDS[fieldAt(below(place, key))]?.description;
    const at = fieldAt(below(place, key));
    if (description === undefined) continue;
    property.title = titleOf(at);
    property.description = description;
  }
  if (isText(schema) && !place.startsWith("policies") && !MAY_BE_EMPTY.has(place)) schema.allOf = [TEXT];
}

const TEXT: JsonSchema = { $ref: "#/definitions/text" };
const MAY_BE_EMPTY: ReadonlySet<string> = new Set(["divisions.*.description", "override.divisions.*.description"]);

/** Any text, of which the schema says no more yet. */
function isText({ type, pattern, enum: values }: JsonSchema): boolean {
  return [type].flat().includes("string") && pattern === undefined && values === undefined;
}

/** What keys say together: of whole entries only, which an override need not be. */
function constrain(schema: JsonSchema, place: string): void {
  const names = schema.propertyNames === undefined ? undefined : keysOf(place);
  if (names) schema.propertyNames = names;
  if (place === "divisions.*" && schema.type === "object") schema.allOf = [...DIVISION];
  if (place.endsWith(".*") && !place.includes("policies")) schema.title = titleOf(place.replace(/^override\./, ""));
  if (place === "roles.*") byExisting(schema, MANAGED_ROLE);
  if (place === "clients.*") byExisting(schema, MANAGED_CLIENT);
}

/** With the key `existing` an entry is a reference, and without it the stack's own: complaints are about the one that is meant. */
function byExisting(schema: JsonSchema, constraints: readonly JsonSchema[]): void {
  const [existing, managed] = schema.anyOf ?? [];
  if (!existing || !managed) return;
  delete schema.anyOf;
  Object.assign(
    schema,
    when({ type: "object", required: ["existing"] }, existing, { ...managed, allOf: [...constraints] }),
  );
}

function below(place: string, key: string): string {
  return place === "" ? key : `${place}.${key}`;
}

/** Grants look the same wherever they stand, and so do the claims about a client. */
function fieldAt(place: string): string {
  return place
    .replace(/^override\./, "")
    .replace(/^(clients|users|groups)\.\*\.grants/, "grants")
    .replace(/^clients\.\*\.(can|cannot)\[\]/, "expectation[]");
}

function narrowNumber(schema: JsonSchema, { minimum, maximum }: { minimum: number; maximum: number }): void {
  if ([schema.type].flat().includes("number")) {
    schema.type = [schema.type].flat().map((kind) => (kind === "number" ? "integer" : String(kind)));
    Object.assign(schema, { minimum, maximum });
  }
  for (const alternative of schema.anyOf ?? []) {
    if (alternative.type === "number") Object.assign(alternative, { type: "integer", minimum, maximum });
  }
}
