/** Many orgs as one register. */
import { createHash } from "node:crypto";
import { CATALOGUE_DATE } from "../catalogue/date.ts";
import { compareText } from "../values/text.ts";
import { REGISTER_VERSION, type Register, type RegisterOrg } from "./model.ts";

/** @param day `YYYY-MM-DD`, in UTC: the clock is the caller's */
export function registerOf(orgs: readonly RegisterOrg[], tool: Register["tool"], day: string): Register {
  const sorted = [...orgs].sort(
    (a, b) => compareText(a.stack, b.stack) || compareText(a.organization.id, b.organization.id),
  );
  return {
    formatVersion: REGISTER_VERSION,
    tool: { name: tool.name, version: tool.version },
    catalogueDate: CATALOGUE_DATE,
    day,
    orgs: sorted,
    complete: sorted.every(({ complete }) => complete),
    atoms: sorted.reduce((sum, { atoms }) => sum + atoms, 0),
    digest: digestOf(sorted),
  };
}

function digestOf(orgs: readonly RegisterOrg[]): string {
  const [only, ...more] = orgs;
  if (only && more.length === 0) return only.digest;
  return createHash("sha256")
    .update(JSON.stringify(orgs.map(({ digest }) => digest)))
    .digest("hex");
}
