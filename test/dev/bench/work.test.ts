import { expect, test } from "vitest";
import { objectsOf, plainOf, specOf, type Work } from "../../../dev/bench/engine/work.ts";
import { checkSpecs } from "../../../toolkit/check/checkSpecs.ts";
import { onlySpec } from "../../support/onlySpec.ts";

const work: Work = { clients: 12, users: 15, divisions: 3, edited: false };

function findings(spec: string) {
  const files = [{ name: "bench", file: "bench.yaml" }];
  const { report } = checkSpecs({ files, readText: onlySpec(spec), strict: true, today: "2026-01-01" });
  return report.stacks.flatMap(({ results }) => results.map(({ id }) => id));
}

test("the spec that is measured is valid, and no rule objects to it", () => {
  expect(findings(specOf(work))).toEqual([]);
  expect(findings(specOf({ ...work, edited: true, divisions: 4 }))).toEqual([]);
});

test("the edit replaces three of twenty permissions of one role", () => {
  const [before, after] = [plainOf(work, "idle"), plainOf({ ...work, edited: true }, "idle")];
  const permissions = before.roles[0]?.permissions ?? [];
  const edited = after.roles[0]?.permissions ?? [];
  expect(permissions).toHaveLength(20);
  expect(new Set(permissions).size).toBe(20);
  expect(edited.filter((permission) => !permissions.includes(permission))).toHaveLength(3);
  expect(edited).toHaveLength(20);
  expect(after.roles.slice(1)).toEqual(before.roles.slice(1));
});

test("the plain project declares as many objects as the spec", () => {
  const { divisions, roles, clients } = plainOf(work, "naive");
  expect(divisions.length + roles.length + clients.length).toBe(objectsOf(work));
});
