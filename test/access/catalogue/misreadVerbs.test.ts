/** The classes of permissions.tsv against the effects of operations.tsv: what writes must not be called reading. */
import { expect, it } from "vitest";
import { DANGER_KINDS, dangersOf } from "../../../access/catalogue/dangers.ts";
import { misreadVerbs, readsAllTheSame } from "../../../access/catalogue/misreadVerbs.ts";
import { allOperations } from "../../../access/catalogue/operations.ts";
import { allPermissions, permission } from "../../../access/catalogue/permissions.ts";

/** Permissions of kind read that are enough by themselves for an operation that writes. */
const misread = new Set(
  [...allOperations()]
    .filter(({ auth, effect }) => auth === "oauth" && effect === "write")
    .filter(({ match, permissions }) => match === "ANY" || permissions.length === 1)
    .flatMap(({ permissions }) => permissions)
    .filter((text) => permission(text)?.kind === "read"),
);

it("classes no permission as read that alone opens an operation that writes, but those with a written reason", () => {
  expect([...misread].filter((text) => readsAllTheSame(text) === undefined)).toEqual([]);
});

it("keeps no reason for a permission that needs none", () => {
  expect([...misreadVerbs()].filter((text) => !misread.has(text))).toEqual([]);
});

it("calls no set of read permissions enough for an operation that writes", () => {
  const sets = [...allOperations()].filter(
    ({ match, effect, permissions }) =>
      match === "ALL" &&
      effect === "write" &&
      permissions.length > 1 &&
      permissions.every((one) => permission(one)?.kind === "read"),
  );
  expect(sets).toEqual([]);
});

it("names every permission that administers the org as a danger, alone or with others", () => {
  const named = new Set(DANGER_KINDS.flatMap(dangersOf).flatMap(({ permissions }) => permissions));
  const administering = [...allPermissions()].filter((text) => permission(text)?.kind === "admin");
  expect(administering.length).toBeGreaterThan(40);
  expect(administering.filter((text) => !named.has(text))).toEqual([]);
});
