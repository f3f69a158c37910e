/** The vendor's search resources (`/users/search`, `/groups/search`): criteria over named fields, and a page envelope of their own. */
import { z } from "zod";
import { limit } from "../catalogue/limits.ts";
import { maybe, readBody } from "../http/body.ts";
import { badRequest } from "../http/errors.ts";
import type { Call } from "../route.ts";

const CriterionBody = z.looseObject({
  type: z.enum(["EXACT", "TERM", "TERMS", "STARTS_WITH", "CONTAINS", "SIMPLE", "MATCH_ALL"]),
  fields: maybe(z.array(z.string())),
  value: maybe(z.string()),
  values: maybe(z.array(z.string())),
  operator: maybe(z.enum(["AND", "OR", "NOT"])),
});
const SearchBody = z.looseObject({
  pageSize: maybe(z.number().int().min(1)),
  pageNumber: maybe(z.number().int().min(1)),
  query: maybe(z.array(CriterionBody)),
});
export type Search = z.infer<typeof SearchBody>;
type Criterion = z.infer<typeof CriterionBody>;
type Fields = Readonly<Record<string, string>>;

export function readSearch(body: unknown): Search {
  return readBody(SearchBody, body);
}

/** The body of a search by GET: `q64`, the same JSON in base64. */
export function searchGet({ query }: Call): unknown {
  try {
    return JSON.parse(Buffer.from(query.text("q64") ?? "", "base64").toString("utf8"));
  } catch {
    throw badRequest("The query parameter q64 must be a search request as base64-encoded JSON.");
  }
}

/** The rows that meet every criterion, as a search page; `types` names what was searched. */
export function searchRows<T>(
  search: Search,
  rows: readonly T[],
  fieldsOf: (row: T) => Fields,
  toEntity: (row: T) => unknown,
  type: string,
) {
  const { pageSize = limit("page-rows-default"), pageNumber = 1, query = [] } = search;
  const found = rows.filter((row) => query.every((criterion) => meets(criterion, fieldsOf(row))));
  return {
    total: found.length,
    pageCount: Math.ceil(found.length / pageSize),
    pageSize,
    pageNumber,
    types: [type],
    results: found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize).map(toEntity),
  };
}

/** Blind to case, as the vendor's search is for e-mails and names. */
function meets(criterion: Criterion, fields: Fields): boolean {
  if (criterion.type === "MATCH_ALL") return true;
  const wanted = [...(criterion.values ?? []), ...(criterion.value === undefined ? [] : [criterion.value])];
  const names = criterion.fields ?? Object.keys(fields);
  const met = names.some((name) => wanted.some((value) => compare(criterion.type, fields[name] ?? "", value)));
  return criterion.operator === "NOT" ? !met : met;
}

function compare(type: Criterion["type"], field: string, value: string): boolean {
  const [text, part] = [field.toLowerCase(), value.toLowerCase()];
  if (type === "STARTS_WITH") return text.startsWith(part);
  if (type === "CONTAINS" || type === "SIMPLE") return text.includes(part);
  return text === part;
}
