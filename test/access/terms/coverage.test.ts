import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import { parseYaml } from "../../../access/language/parseYaml.ts";
import { specSchema } from "../../../access/language/schema.ts";
import { type Tree, toValue } from "../../../access/language/tree.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { SPEC_COVERAGE, specCoverage } from "../../../access/terms/coverage.ts";
import { TERM_KINDS } from "../../../access/terms/model.ts";
import { printYamlPath } from "../../../access/values/yamlPath.ts";
import { factsFromPlan } from "../../../policies/fromPlan.ts";
import { judgeFacts } from "../../../policies/judgeFacts.ts";
import { loadJudgedSpec } from "../../../policies/loadJudgedSpec.ts";
import { termsOfSpec } from "../../../policies/settingTerms.ts";
import { projectFile } from "../../support/project.ts";

/** Every path of the schema that holds a value; `*` for any key or place in a list. */
function pathsOf(schema: z.core.$ZodType, path: readonly string[] = []): string[] {
  const def = (schema as z.ZodType)._zod.def as unknown as {
    readonly type: string;
    readonly shape?: Record<string, z.core.$ZodType>;
    readonly innerType?: z.core.$ZodType;
    readonly valueType?: z.core.$ZodType;
    readonly element?: z.core.$ZodType;
    readonly options?: readonly z.core.$ZodType[];
  };
  if (specCoverage(path)) return [path.join(".")];
  if (def.shape) return Object.entries(def.shape).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
  if (def.innerType) return pathsOf(def.innerType, path);
  if (def.valueType) return pathsOf(def.valueType, [...path, "*"]);
  if (def.element) return pathsOf(def.element, [...path, "*"]);
  if (def.options) return [...new Set(def.options.flatMap((option) => pathsOf(option, path)))];
  return [path.join(".")];
}

describe("the two lists of what the gate covers", () => {
  it("have every key of a spec on exactly one of them", () => {
    const paths = [...new Set(pathsOf(specSchema))].filter((path) => path !== "");
    // A division may be empty, and a policy a single word: their keys are covered below.
    const whole = new Set(["divisions.*"]);
    expect(paths.filter((path) => !whole.has(path) && !specCoverage(path.split(".")))).toEqual([]);
    expect(paths.length).toBeGreaterThan(30);
  });

  it("name no key that a spec does not have", () => {
    const paths = new Set(pathsOf(specSchema));
    const grants = ["clients", "users", "groups"];
    const listed = Object.keys(SPEC_COVERAGE).flatMap((path) =>
      path.startsWith("*.") ? grants.map((section) => path.replace("*", section)) : [path],
    );
    expect(listed.filter((path) => !paths.has(path))).toEqual([]);
  });

  it("give a reason wherever a change is not a term", () => {
    for (const [path, { as, why }] of Object.entries(SPEC_COVERAGE)) {
      if (as === "access" || as === "nothing") expect(why, path).toMatch(/\w{3}/);
      else expect(TERM_KINDS, path).toHaveProperty(as);
    }
  });
});

const EXAMPLES = [
  ...["demo", "dev", "prod"].map((stack) => projectFile(`stacks/${stack}.yaml`)),
  "test/fixtures/everything-right.yaml",
];

/** Every scalar with its path. */
function scalars(tree: Tree, path: readonly (string | number)[] = []): [readonly (string | number)[], unknown][] {
  if (tree.kind === "scalar") return [[path, tree.value]];
  if (tree.kind === "list") return tree.items.flatMap((item, index) => scalars(item, [...path, index]));
  return [...tree.entries].flatMap(([key, entry]) => scalars(entry.tree, [...path, key]));
}

function changed(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  return `${String(value)}x`;
}

function withChange(root: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(root);
  let at = copy as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) at = at[part] as Record<string | number, unknown>;
  at[path.at(-1) as string] = value;
  return copy;
}

describe.each(EXAMPLES)("a change of any one value of %s", (file) => {
  const read = (name: string) => readFileSync(name, "utf8");
  const { tree } = parseYaml(file, read(file));
  const before = loadJudgedSpec(file, read);
  const findings = (spec: Parameters<typeof termsOfSpec>[0], desired: Parameters<typeof factsFromPlan>[0]) =>
    judgeFacts(factsFromPlan(desired), {
      settings: spec.value.policies,
      waivers: spec.value.waivers,
      today: "2026-11-29",
    })
      .open.map(({ id }) => id)
      .sort();

  it("is an error, an atom, a finding, or of a key that gives nothing", () => {
    if (!tree || !before.ok) throw new Error(`${file} is not valid`);
    const planned = planOffline(before.spec);
    if (!planned.ok) throw new Error(`${file} cannot be planned`);
    const root = toValue(tree);
    const unseen = scalars(tree).flatMap(([path, value]) => {
      const text = JSON.stringify(withChange(root, path, changed(value)));
      const after = loadJudgedSpec(file, (name) => (name === file ? text : read(name)));
      if (!after.ok) return [];
      const head = planOffline(after.spec);
      if (!head.ok) return [];
      const terms = { base: termsOfSpec(before.spec), head: termsOfSpec(after.spec) };
      const diff = diffAccess(
        effectiveAccess(planned.desired, before.spec),
        effectiveAccess(head.desired, after.spec),
        { terms },
      );
      if (diff.verdict !== "unchanged" || diff.renames.length > 0) return [];
      if (`${findings(before.spec, planned.desired)}` !== `${findings(after.spec, head.desired)}`) return [];
      return specCoverage(path)?.as === "nothing" ? [] : [printYamlPath(path)];
    });
    // Scopes of a client that acts by itself limit nothing, and neither do words of a client without a delivery.
    expect(unseen.filter((path) => !/\.(scopes\[\d+\]|owner|justification)$|legalBasis$/.test(path))).toEqual([]);
  });

  it("is read by the loader that the deployment uses", () => {
    expect(loadSpec(file, read).ok).toBe(before.ok);
  });
});
