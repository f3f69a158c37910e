/**
 * Changes of access as people make them, one folder each: base.yaml, head.yaml, and what `genesys-access diff` says in expected.txt.
 * `UPDATE_GOLDEN=1 npx vitest run test/stories` writes the texts anew; review the difference.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { diffAccess } from "../../access/diff/diffAccess.ts";
import { printDiff } from "../../access/diff/printDiff.ts";
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import type { EffectiveAccess } from "../../access/effective/model.ts";
import { plan } from "../../access/plan/plan.ts";
import { planOffline } from "../../access/plan/planOffline.ts";
import { type LoadedSpec, loadSpec } from "../../access/spec/loadSpec.ts";
import { printProblem } from "../../access/spec/problem.ts";

const FOLDER = import.meta.dirname;
const STORIES = readdirSync(FOLDER).filter((name) => /^\d\d-/.test(name));

/** With divisions.json the org has these divisions; without it the story is told without an org. */
function readSide(story: string, side: "base" | "head"): EffectiveAccess {
  const loaded = loadSpec(`${side}.yaml`, (file) => readFileSync(join(FOLDER, story, file), "utf8"));
  if (!loaded.ok) throw new Error(loaded.problems.map(printProblem).join("\n"));
  const divisions = join(FOLDER, story, "divisions.json");
  const planned = existsSync(divisions)
    ? planWith(loaded.spec, JSON.parse(readFileSync(divisions, "utf8"))[side])
    : planOffline(loaded.spec);
  if (!planned.ok) throw new Error(planned.problems.map(printProblem).join("\n"));
  return { ...effectiveAccess(planned.desired, loaded.spec), stack: "prod" };
}

function planWith(spec: LoadedSpec, divisions: readonly string[]) {
  const { users, organization } = spec.value;
  return plan(spec, {
    organization: { id: organization.id, name: organization.name ?? "" },
    divisions: divisions.map((name) => ({ id: `id of ${name}`, name, homeDivision: false })),
    roles: [],
    users: new Map(Object.keys(users).map((email) => [email, `id of ${email}`])),
    groups: new Map(),
    clients: [],
    deployerClientId: "",
  });
}

describe("the story of", () => {
  it.each(STORIES)("%s is told as reviewed", (story) => {
    const text = printDiff(diffAccess(readSide(story, "base"), readSide(story, "head")));
    const file = join(FOLDER, story, "expected.txt");
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, "utf8"));
  });

  it("every change is numbered without a gap", () => {
    expect(STORIES.map((name) => Number(name.slice(0, 2)))).toEqual(STORIES.map((_, index) => index + 1));
  });
});
