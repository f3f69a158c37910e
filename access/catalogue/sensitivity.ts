/** Permissions that show what people said, who they are or how the org signs in, answered from `catalogue/sensitive.tsv`. */
import { lazy } from "../values/lazy.ts";
import { expandCompact } from "../values/permission.ts";
import { expandPermissionPattern } from "./permissions.ts";
import { readTable } from "./table.ts";

export const SENSITIVE_KINDS = [
  "recording",
  "transcript",
  "conversation-content",
  "external-contact",
  "personal-data",
  "secret",
] as const;

export interface Sensitivity {
  readonly permission: string;
  readonly kind: (typeof SENSITIVE_KINDS)[number];
  /** True where Genesys Cloud itself should mask the data before anybody reads it. */
  readonly needsMasking: boolean;
  /** The data that the permission shows, as a noun phrase. */
  readonly why: string;
}

const COLUMNS = ["permission", "kind", "needsMasking", "why", "source", "date", "confidence"];

const rows = lazy(() => new Map(allSensitive().map((row) => [row.permission, row])));

/**
 * The data about people that a permission shows; undefined where nothing is listed, which is not a promise. A pattern or a compact line answers with the
 * most telling of what it stands for: masked kinds first, then in the file's order.
 */
export function sensitivity(permission: string): Sensitivity | undefined {
  const singles = expandCompact(permission).flatMap((single) => [single, ...expandPermissionPattern(single)]);
  const found = singles.flatMap((single) => rows().get(single) ?? []);
  return found.find(({ needsMasking }) => needsMasking) ?? found[0];
}

/** Every row of the file, in its order. */
export function allSensitive(): Sensitivity[] {
  return readTable("sensitive", COLUMNS).map(([permission = "", kind = "", needsMasking, why = ""]) => ({
    permission,
    // A kind that this program does not know still is about people.
    kind: SENSITIVE_KINDS.find((known) => known === kind) ?? "personal-data",
    needsMasking: needsMasking === "yes",
    why,
  }));
}
