/** The lookup of the division that a path names. */
import { notFound } from "../http/errors.ts";
import type { Division } from "../org/orgData.ts";
import { type Call, param } from "../route.ts";

/** The division of the path; throws 404 for one that is deleted or never was. */
export function requireDivision(call: Call): Division {
  const id = param(call, "divisionId");
  const division = call.org.division(id);
  if (division === undefined) throw notFound("division", id);
  return division;
}
