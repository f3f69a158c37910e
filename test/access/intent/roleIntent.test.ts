import { describe, expect, it } from "vitest";
import { profile, profileAccess } from "../../../access/intent/profiles.ts";
import { derivedPermissions, originOf } from "../../../access/intent/roleIntent.ts";
import type { SpecManagedRole } from "../../../access/language/spec.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import type { DesiredRole } from "../../../access/resources/role.ts";
import { expandCompact } from "../../../access/values/permission.ts";
import { loadTexts, ORGANIZATION, problemsOf, specOf } from "../fixtures/load.ts";

const load = (role: string) =>
  loadTexts({
    "a.yaml": `organization: { id: ${ORGANIZATION} }\nroles:\n  r:\n    name: R\n${role.replace(/^/gm, "    ")}`,
  });

function desired(role: string): DesiredRole {
  const result = planOffline(specOf(load(role)));
  const [found] = result.ok ? result.desired.roles : [];
  if (!found) throw new Error("no role");
  return found;
}

const singles = (role: DesiredRole) => role.permissions.flatMap(expandCompact);

describe("a role that says what it is for", () => {
  it("has the permissions of its profile", () => {
    const named = profile("wfm-adherence-reader");
    const needed = named ? profileAccess(named).permissions.map(({ permission }) => permission) : [];
    expect(needed).toEqual(["wfm:historicalAdherence:view", "wfm:realtimeAdherence:view"]);
    expect(singles(desired("profile: wfm-adherence-reader"))).toEqual(needed);
  });

  it("has the least permissions of its endpoints", () => {
    expect(desired("endpoints:\n  - GET /api/v2/routing/queues\n  - get /users/{userId}/queues").permissions).toEqual([
      "routing:queue:view",
    ]);
  });

  it("has those, those and the written ones, each once and in one form", () => {
    const role = desired(
      "profile: wfm-adherence-reader\nendpoints: [GET /routing/queues]\npermissions: [routing:queue:search, routing:queue:view]",
    );
    expect(role.permissions).toEqual([
      "routing:queue:search,view",
      "wfm:historicalAdherence:view",
      "wfm:realtimeAdherence:view",
    ]);
  });

  it("settles by a written permission which of several an operation is opened with", () => {
    const endpoint = "endpoints: [PATCH /taskmanagement/workitems/7a0f]";
    expect(desired(endpoint).permissions).toEqual(["workitems:workitem:edit"]);
    expect(desired(`${endpoint}\npermissions: [workitems:workitem:accept]`).permissions).toEqual([
      "workitems:workitem:accept",
    ]);
  });

  it("takes what its profile chooses", () => {
    expect(derivedPermissions({ profile: "scim-provisioning" })).toEqual(
      expect.arrayContaining(["directory:user:add", "directory:user:edit"]),
    );
  });

  it("keeps in the spec what is written, and where", () => {
    const spec = specOf(load("profile: wfm-adherence-reader\nendpoints:\n  - GET /routing/queues"));
    const role = spec.value.roles["r"] as SpecManagedRole;
    expect(role).toEqual({
      name: "R",
      access: "read-only",
      profile: "wfm-adherence-reader",
      endpoints: ["GET /routing/queues"],
      permissions: [],
    });
    expect(spec.locate(["roles", "r", "profile"])).toMatchObject({ line: 5, column: 14 });
    expect(spec.locate(["roles", "r", "endpoints", 0])).toMatchObject({ line: 7, column: 9 });
  });

  it("may write without saying so: that is for the policies to refuse", () => {
    expect(desired("profile: queue-membership-manager").access).toBe("read-only");
  });

  it("does not limit by a condition what its profile gives without one", () => {
    const line =
      "{ permission: wfm:realtimeAdherence:view, condition: { conjunction: AND, terms: [{ variableName: User.id, operator: EQ, operands: [{ type: SCALAR, value: Y }] }] } }";
    const result = load(`profile: wfm-adherence-reader\npermissions:\n  - ${line}`);
    expect(problemsOf(result).map(({ code }) => code)).toEqual(["condition-without-effect"]);
    expect(problemsOf(load(`profile: audit-log-export\npermissions:\n  - ${line}`))).toEqual([]);
  });

  it("opens an operation fully, even where a condition gives a part of it", () => {
    const line =
      "{ permission: recording:recordingSegment:view, condition: { conjunction: AND, terms: [{ variableName: User.id, operator: EQ, operands: [{ type: SCALAR, value: Y }] }] } }";
    const role = desired(`endpoints: ["GET /conversations/{id}/recordings"]\npermissions:\n  - ${line}`);
    expect(role.permissions).toEqual(["recording:recording:view"]);
    expect(role.conditional).toHaveLength(1);
  });

  it("knows where each permission comes from", () => {
    const role = {
      profile: "wfm-adherence-reader",
      endpoints: ["GET /users", "GET /routing/queues"],
      permissions: ["routing:skill:view"],
    };
    expect(originOf(role, "wfm:realtimeAdherence:view")).toEqual(["profile"]);
    expect(originOf(role, "routing:queue:view")).toEqual(["endpoints", 1]);
    expect(originOf(role, "routing:skill:view")).toBeUndefined();
    expect(originOf({ permissions: ["routing:skill:view"] }, "routing:skill:view")).toBeUndefined();
  });

  it("that says nothing, or only mistyped what it wants to say, has one problem", () => {
    const codes = (role: string) => problemsOf(load(role)).map(({ code }) => code);
    expect(codes("purpose: nothing")).toEqual(["no-permissions"]);
    expect(codes("permissions: []\nendpoints: null")).toEqual(["no-permissions"]);
    expect(codes("profil: audit-log-export")).toEqual(["unknown-key"]);
    expect(codes("endpoints: GET /users")).toEqual(["wrong-type"]);
  });
});
