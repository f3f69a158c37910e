/** The request of an operation that needs no object: a listing, or a query over some days. */
import type { Operation } from "../catalogue/operations.ts";
import type { ProbeRequest } from "./probe.ts";
import type { Tried } from "./subject.ts";

const PAGE = "pageSize=100";
export const CONVERSATIONS = "/api/v2/analytics/conversations/details/query";

/** Undefined for one that writes, and where something would have to be filled in that nobody knows. */
export function callRequest(
  { inventory: { interval } }: Pick<Tried, "inventory">,
  { method, path, effect }: Operation,
): ProbeRequest | undefined {
  if (effect !== "read" || path.includes("{")) return undefined;
  if (method === "POST" && path === CONVERSATIONS)
    return { method, path, body: { interval, paging: { pageSize: 100, pageNumber: 1 } }, pages: "body" };
  // Another query would need a body that fits it, and a HEAD tells no more than its GET.
  return method === "GET" ? { method, path: `${path}?${PAGE}`, pages: "query" } : undefined;
}
