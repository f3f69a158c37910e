/** Operations that only a signed-in user, or only a client-credentials client, can call, answered from `catalogue/caller-kinds.tsv`. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

export type CallerKind = "user" | "client";

const COLUMNS = ["method", "path", "caller", "source", "date", "confidence"];

const rows = lazy(
  () =>
    new Map(
      readTable("caller-kinds", COLUMNS).map(([method, path, caller]): [string, CallerKind] => [
        `${method} ${path}`,
        caller === "client" ? "client" : "user",
      ]),
    ),
);

/** @returns undefined where both can call it, as far as anybody has written down */
export function callerOf({ method, path }: { readonly method: string; readonly path: string }): CallerKind | undefined {
  return rows().get(`${method} ${path}`);
}

/** Every row, by `METHOD path`. */
export function allCallerKinds(): ReadonlyMap<string, CallerKind> {
  return rows();
}
