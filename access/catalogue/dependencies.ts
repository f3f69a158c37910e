/** Needs that no operation declares, answered from `catalogue/dependencies.tsv`: a role works without them, and its holder misses something. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

/**
 * `name-resolution`: ids stay ids. `content`: answers are incomplete. `filter`: parts of an answer are dropped. `authorization`: a call is
 * refused although the declared permission is there.
 */
export const DEPENDENCY_KINDS = ["name-resolution", "content", "filter", "authorization"] as const;

export interface Dependency {
  /** The permission that is of less use without `needs`. */
  readonly permission: string;
  readonly needs: string;
  readonly kind: (typeof DEPENDENCY_KINDS)[number];
  readonly why: string;
  /** The source of the fact: a text of the vendor, or the operations of the catalogue that it was concluded from. */
  readonly source: string;
  /** `inferred`: this project's conclusion. Neither kind was verified against a live org. */
  readonly confidence: "documented" | "inferred";
}

const COLUMNS = ["permission", "needs", "kind", "why", "source", "confidence"];

const byPermission = lazy(() => Map.groupBy(allDependencies(), ({ permission }) => permission));

/** The other permissions that a single permission needs; none for most. */
export function dependenciesOf(permission: string): readonly Dependency[] {
  return byPermission().get(permission) ?? [];
}

/** Every row of the file, in its order. */
export function allDependencies(): Dependency[] {
  return readTable("dependencies", COLUMNS).map(
    ([permission = "", needs = "", kind = "", why = "", source = "", confidence]) => ({
      permission,
      needs,
      kind: DEPENDENCY_KINDS.find((known) => known === kind) ?? "content",
      why,
      source,
      confidence: confidence === "documented" ? "documented" : "inferred",
    }),
  );
}
