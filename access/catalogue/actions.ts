/** Actions, the last part of a permission (`view`, `edit`, …), and their classes: reading, writing, or opening the org itself. */
import { lazy } from "../values/lazy.ts";
import { readTable } from "./table.ts";

/** `admin` are actions that open the organization itself (passwords, OAuth authorization, regional storage). */
export type AccessKind = "read" | "write" | "admin";

const classes = lazy(
  () =>
    new Map(
      readTable("actions", ["action", "class", "permissions", "doubt"]).map(([action, kind]) => [
        action ?? "",
        accessKind(kind),
      ]),
    ),
);

/** The class of an action. An unknown one, `*` included, counts as `write`: the vendor adds actions, and a guess must not open anything. */
export function actionClass(action: string): AccessKind {
  return classes().get(action) ?? "write";
}

/** Every action of the catalogue. */
export function allActions(): Iterable<string> {
  return classes().keys();
}

/** Parses a cell; anything unexpected counts as `write`. */
export function accessKind(cell: string | undefined): AccessKind {
  return cell === "read" || cell === "admin" ? cell : "write";
}
