import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import type { AccessDiff } from "../../../access/diff/model.ts";
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import { divisionLabels } from "../../../access/effective/fromResources.labels.ts";
import { desiredFromResources } from "../../../access/effective/fromResources.ts";
import type { DesiredAccess } from "../../../access/plan/desired.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { RESOURCES } from "../../../access/resources/index.ts";
import type { ResourceInputs } from "../../../access/resources/resourceType.ts";
import type { DesiredRoleDivisions } from "../../../access/resources/roleDivisions.ts";
import { UNKNOWN_VALUE } from "../../../access/resources/unknown.ts";
import { resourcesOf } from "../../support/resourceInputs.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";

const SPEC = `organization: { id: ${ORGANIZATION} }
divisions: { EMEA: { name: EMEA_Operations }, NA: {}, BPO: { manage: true } }
roles:
  reader: { name: Reader, permissions: ["routing:queue:view", "analytics:*:view"] }
  shared: { existing: Communicate - User }
clients:
  bi: { name: BI, grantType: client-credentials, grants: [{ role: reader, divisions: [EMEA, BPO] }] }
  wide: { name: Wide, grantType: client-credentials, grants: [{ role: reader, divisions: all, justification: x }] }
  app: { name: App, grantType: code, scopes: ["users:readonly"], redirectUris: ["https://app.example/cb"] }
users:
  a@contoso.example: { grants: [{ role: shared, divisions: [NA] }, { role: reader, divisions: [NA] }] }
`;

const spec = specOf(loadTexts({ "prod.yaml": SPEC }));
const planned = planOffline(spec);
if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
const desired: DesiredAccess = planned.desired;

/** The resources of the plan; each division has the id that `idOf` gives it. */
function resources(plan: DesiredAccess, idOf: (key: string) => string): ResourceInputs[] {
  const ids = ({ divisions }: Pick<DesiredRoleDivisions, "divisions">) =>
    Object.fromEntries(Object.keys(divisions).map((key) => [key, key === "*" ? "*" : idOf(key)]));
  const withIds = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const entries = Object.entries(value).map(([key, inner]) => [
      key,
      key === "divisions" ? ids({ divisions: inner }) : withIds(inner),
    ]);
    return Object.fromEntries(entries);
  };
  return [
    ...plan.divisions.map(({ key, name }) => ({
      type: RESOURCES.division.token,
      inputs: { divisionKey: key, name, organization: ORGANIZATION },
    })),
    ...resourcesOf(plan).map(({ type, inputs }) => ({ type, inputs: withIds(inputs) as Record<string, unknown> })),
  ];
}

const deployed = resources(desired, (key) => `id of ${key}`);

function edit(type: string, key: string, change: Record<string, unknown>, all = deployed): ResourceInputs[] {
  return all.map((resource) =>
    resource.type === type && Object.values(resource.inputs).includes(key)
      ? { type, inputs: { ...resource.inputs, ...change } }
      : resource,
  );
}

function compare(base: readonly ResourceInputs[], head: readonly ResourceInputs[]): AccessDiff {
  const labels = divisionLabels({ base, head }, spec.value);
  const side = (all: readonly ResourceInputs[], name: "base" | "head") =>
    effectiveAccess(
      desiredFromResources(all, {
        stack: "prod",
        organization: { id: ORGANIZATION, name: "" },
        labels: labels[name],
        spec: spec.value,
      }),
    );
  return diffAccess(side(base, "base"), side(head, "head"));
}

function changes(diff: AccessDiff): string[] {
  return diff.subjects.flatMap(({ subject, gained, lost, unknown }) =>
    [...gained, ...lost, ...unknown].map(
      ({ direction, item, divisions }) => `${subject.key} ${direction} ${item} ${divisions}`,
    ),
  );
}

describe("access from the resources of a stack", () => {
  it("is the access of the plan that declares them", () => {
    const labels = divisionLabels({ base: [], head: deployed }, spec.value).head;
    const context = { stack: "prod", organization: desired.organization, labels, spec: spec.value };
    const { divisions: _, source: __, ...expected } = effectiveAccess(desired, spec);
    const { divisions: ___, ...actual } = effectiveAccess(desiredFromResources(deployed, context));
    expect(actual).toEqual(expected);
  });

  it("is the same while ids are not known yet", () => {
    const diff = compare(
      deployed,
      resources(desired, (key) => (key === "BPO" ? UNKNOWN_VALUE : `id of ${key}`)),
    );
    expect(diff.verdict).toBe("unchanged");
  });

  it("follows a division by its id when its key is renamed, and tells two divisions under one key apart", () => {
    const renamed = deployed.map(({ type, inputs }) => ({
      type,
      inputs: JSON.parse(JSON.stringify(inputs).replaceAll('"NA":', '"NorthAmerica":')),
    }));
    expect(compare(deployed, renamed).verdict).toBe("unchanged");
    const moved = resources(desired, (key) => (key === "EMEA" ? "another id" : `id of ${key}`));
    expect(changes(compare(deployed, moved))).toContain(
      "bi gained permission:routing:queue:view division:EMEA_Operations (another id)",
    );
  });

  it("shows a role that the console added as a role of unknown permissions", () => {
    const grants = { "admin (not in this stack)": { roleId: "x", divisions: { "*": "*" } } };
    const client = deployed.find(({ inputs }) => inputs["clientKey"] === "bi")?.inputs["grants"] as object;
    const live = edit(RESOURCES.client.token, "bi", { grants: { ...client, ...grants } });
    const diff = compare(deployed, live);
    expect(changes(diff)).toEqual(["bi gained role:admin (not in this stack) all"]);
    expect(diff.verdict).toBe("unknown");
  });

  it("turns whatever is not known into something unknown, never into nothing", () => {
    const damages: [string, string, string][] = [
      [RESOURCES.role.token, "reader", "permissions"],
      [RESOURCES.role.token, "reader", "conditional"],
      [RESOURCES.role.token, "reader", "generalPermissions"],
      [RESOURCES.client.token, "bi", "grants"],
      [RESOURCES.client.token, "app", "scope"],
      [RESOURCES.client.token, "app", "authorizedGrantType"],
      [RESOURCES.grant.token, "a@contoso.example", "divisions"],
      [RESOURCES.grant.token, "a@contoso.example", "roleKey"],
    ];
    for (const [type, key, input] of damages) {
      const others = compare(deployed, edit(type, key, { [input]: UNKNOWN_VALUE }));
      expect(["unknown", "mixed", "widened"], `${key}.${input}: ${others.verdict}`).toContain(others.verdict);
    }
    const line = compare(
      deployed,
      edit(RESOURCES.role.token, "reader", { permissions: ["routing:queue:view", UNKNOWN_VALUE] }),
    );
    expect(changes(line)).toContain("bi gained role:reader (not known yet) division:BPO,division:EMEA_Operations");
    expect(changes(line)).not.toContain("bi lost permission:routing:queue:view division:BPO,division:EMEA_Operations");
  });

  it("survives inputs of any shape", () => {
    const inputs = fc.dictionary(
      fc.constantFrom(
        "roleKey",
        "permissions",
        "conditional",
        "clientKey",
        "grants",
        "divisions",
        "subjectType",
        "scope",
        "divisionKey",
      ),
      fc.jsonValue(),
    );
    const type = fc.constantFrom(...Object.values(RESOURCES).map(({ token }) => token));
    fc.assert(
      fc.property(fc.array(fc.record({ type, inputs }), { maxLength: 5 }), (all) => {
        expect(compare(all, all).verdict).toBe("unchanged");
      }),
    );
  });
});
