import { describe, expect, it } from "vitest";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import { divisionLabels } from "../../../access/effective/fromResources.labels.ts";
import { desiredFromResources } from "../../../access/effective/fromResources.ts";
import type { EffectiveAccess } from "../../../access/effective/model.ts";
import type { DesiredAccess } from "../../../access/plan/desired.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { resourcesOf } from "../../support/resourceInputs.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";

const text = (secret: string) => `organization: { id: ${ORGANIZATION} }
divisions: { EMEA: {}, NA: {} }
roles:
  reader: { name: Reader, permissions: ["routing:queue:view"] }
  other: { name: Other, permissions: ["routing:skill:view"] }
clients:
  app:
    name: App
    grantType: client-credentials
    scopes: ["routing:readonly"]
    grants: [{ role: reader, divisions: [EMEA] }, { role: other, divisions: [NA] }]
    secret: { ${secret} }
`;

const specWith = (secret: string) => specOf(loadTexts({ "stacks/prod.yaml": text(secret) }));

function planWith(secret: string): DesiredAccess {
  const result = planOffline(specWith(secret));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.desired;
}

/** As the preview reads it: from resources. */
function fromResources(resources: ReturnType<typeof resourcesOf>): EffectiveAccess {
  const labels = divisionLabels({ base: resources, head: resources }, undefined).head;
  return effectiveAccess(
    desiredFromResources(resources, { stack: "prod", organization: { id: ORGANIZATION, name: "" }, labels }),
  );
}

const ONE = "generation: 1";
const BOTH = "generation: 2, keep: [1], deliver: { command: cat }";
const TWO = "generation: 2";

describe("the generations of a client in a plan", () => {
  it("are clients of one key and the same grants; the newest is the current one and is delivered", () => {
    const [first, second, ...more] = planWith(BOTH).clients;
    expect(more).toEqual([]);
    expect(first).toMatchObject({ key: "app", generation: 1, current: false, name: "App" });
    expect(second).toMatchObject({ key: "app", generation: 2, current: true, name: "App (generation 2)" });
    expect(second?.grants).toEqual(first?.grants);
    expect([first?.deliver, second?.deliver]).toEqual([undefined, { command: "cat" }]);
  });

  it("come in the order of their age, however they are written", () => {
    const clients = planWith("generation: 12, keep: [11, 3]").clients;
    expect(clients.map(({ generation }) => generation)).toEqual([3, 11, 12]);
  });
});

describe("the access of the generations of a client", () => {
  it("is that of one subject under the name of the spec", () => {
    const { subjects } = effectiveAccess(planWith(BOTH));
    expect(subjects.map(({ key, name }) => [key, name])).toEqual([["app", "App"]]);
    expect(subjects[0]?.products).toEqual(effectiveAccess(planWith(ONE)).subjects[0]?.products);
  });

  it.each([
    [ONE, BOTH],
    [BOTH, TWO],
    [ONE, TWO],
    [TWO, "generation: 3, keep: [2]"],
  ])("does not change by a rotation: from %s to %s", (before, after) => {
    const [base, head] = [before, after].map((secret) => effectiveAccess(planWith(secret), specWith(secret)));
    if (!base || !head) throw new Error("two sides");
    const { verdict, subjects } = diffAccess(base, head, {});
    expect({ verdict, subjects }).toEqual({ verdict: "unchanged", subjects: [] });
    const resources = [before, after].map((secret) => fromResources(resourcesOf(planWith(secret))));
    expect(diffAccess(resources[0] ?? base, resources[1] ?? head, {}).verdict).toBe("unchanged");
  });

  it("is what any of them has: a kept generation that holds more is not lost behind the current one", () => {
    const resources = resourcesOf(planWith(BOTH));
    const widened = structuredClone(resources);
    const kept = widened.find(({ inputs }) => inputs["clientKey"] === "app" && !("generation" in inputs));
    if (!kept) throw new Error("no kept generation");
    kept.inputs["grants"] = {
      ...(kept.inputs["grants"] as object),
      "admin (not in this stack)": { roleId: "r", divisions: { "*": "*" } },
    };
    for (const order of [widened, [...widened].reverse()]) {
      const { verdict, subjects } = diffAccess(fromResources(resources), fromResources(order), {});
      expect(verdict).not.toBe("unchanged");
      expect(subjects.map(({ subject }) => subject.key)).toEqual(["app"]);
    }
  });
});
