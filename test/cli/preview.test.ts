import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { describe, expect, it } from "vitest";
import { RESOURCES } from "../../access/resources/index.ts";
import type { ResourceInputs } from "../../access/resources/resourceType.ts";
import { comparePreview } from "../../toolkit/compare/comparePreview.ts";
import { judgePreview } from "../../toolkit/judge/judgePreview.ts";
import { PreviewEvents } from "../../toolkit/pulumi/events.ts";
import { loadTexts, specOf } from "../access/fixtures/load.ts";

const ORGANIZATION = "2f6c8a10-5b1d-4c57-9f0e-6f0a3c1d2e4b";
const URN = "urn:pulumi:prod::genesys-access::pulumi-nodejs:dynamic/genesyscloud";

function role(permissions: readonly string[]): [string, ResourceInputs] {
  const inputs = {
    organization: ORGANIZATION,
    roleKey: "reader",
    name: "Reader",
    permissions,
    conditional: [],
    access: "read-only",
    description: "d",
  };
  return [`${URN}:Role::reader`, { type: RESOURCES.role.token, inputs }];
}

function client(divisions: Record<string, string> = { EMEA: "id-1" }): [string, ResourceInputs] {
  const inputs = {
    organization: ORGANIZATION,
    clientKey: "bi",
    name: "BI",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    scope: [],
    grants: { reader: { roleId: "role-1", divisions } },
  };
  return [`${URN}:OAuthClient::bi`, { type: RESOURCES.client.token, inputs }];
}

function step(op: string, [urn, { type, inputs }]: [string, ResourceInputs], kind = "resourcePreEvent"): EngineEvent {
  const state = { type, urn, inputs, outputs: {}, id: "", parent: "", provider: "" };
  const after = op === "delete" ? {} : { new: state };
  return {
    sequence: 0,
    timestamp: 0,
    [kind]: { metadata: { op, urn, type, provider: "", ...after } },
  } as unknown as EngineEvent;
}

function eventsOf(...all: readonly unknown[]): PreviewEvents {
  const events = new PreviewEvents();
  for (const event of all) events.add(event as EngineEvent);
  return events;
}

const deployed = { resources: new Map([role(["routing:queue:view"]), client()]), unfinished: 0 };
const ok = { state: "ok", errors: [] } as const;
const failed = { state: "failed", errors: ["the program stopped"] } as const;

describe("what a preview tells", () => {
  it("keeps errors only: the engine's debug messages hold outputs in clear", () => {
    const events = eventsOf(
      { diagnosticEvent: { severity: "debug", message: "clientSecret: s3cret", color: "never" } },
      { diagnosticEvent: { severity: "error", message: "<{%fg 1%}>The org said no.<{%reset%}>\n", color: "never" } },
      { diagnosticEvent: { severity: "error", message: "preview failed", color: "never" } },
      {
        preludeEvent: {
          config: { "genesys-access:spec": "stacks/x.yaml", "other:spec": "y", "genesys-access:token": "s3cret" },
        },
      },
      step("same", client()),
    );
    expect(events.errors).toEqual(["The org said no."]);
    expect(JSON.stringify(events)).not.toContain("s3cret");
  });

  it("compares the deployed state with new inputs, deletes included", () => {
    const wider = eventsOf(step("update", role(["routing:queue:view", "routing:skill:view"])), step("same", client()));
    const { diff } = comparePreview("prod", deployed, { events: wider, status: ok }, {});
    expect(diff.verdict).toBe("widened");
    expect(diff.subjects[0]?.gained).toMatchObject([
      { item: "permission:routing:skill:view", cause: { kind: "edited" } },
    ]);
    const gone = eventsOf(step("same", role(["routing:queue:view"])), step("delete", client()));
    expect(comparePreview("prod", deployed, { events: gone, status: ok }, {}).diff).toMatchObject({
      verdict: "narrowed",
      subjects: [{ standing: "removed" }],
    });
  });

  it("is unknown where it ended early, and takes nothing for lost that it did not see", () => {
    const { diff, status } = comparePreview("prod", deployed, { events: eventsOf(), status: failed }, {});
    expect(diff.verdict).toBe("unknown");
    expect(diff.counts).toEqual({ gained: 0, lost: 0, unknown: 0 });
    expect(status.missing).toBe(2);
    const wider = eventsOf(step("update", role(["routing:queue:view", "routing:skill:view"])));
    expect(comparePreview("prod", deployed, { events: wider, status: failed }, {}).diff.verdict).toBe("widened");
    const narrower = eventsOf(step("update", role([])));
    expect(comparePreview("prod", deployed, { events: narrower, status: failed }, {}).diff.verdict).toBe("unknown");
  });

  it("tells what changed in the org apart from what the update would change", () => {
    const live = client({ EMEA: "id-1", "*": "*" });
    const events = eventsOf(
      step("refresh", role(["routing:queue:view"]), "resOutputsEvent"),
      step("refresh", live, "resOutputsEvent"),
      step("same", role(["routing:queue:view"])),
      step("update", client()),
    );
    const { diff, drift } = comparePreview("prod", deployed, { events, status: ok }, {});
    expect(drift?.verdict).toBe("widened");
    expect(drift?.subjects[0]?.gained).toMatchObject([{ divisions: ["all"], cause: { kind: "drift" } }]);
    expect(diff.verdict).toBe("narrowed");
    // Nobody edited what the update takes back.
    expect(diff.subjects[0]?.lost).toMatchObject([{ divisions: ["all"], cause: { kind: "drift" } }]);
  });

  it("leaves open whether a selector was edited or a division joined, unless the base's spec is known", () => {
    const text = (match: string) => `organization: { id: ${ORGANIZATION} }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
clients:
  bi: { name: BI, grantType: client-credentials, grants: [{ role: reader, divisions: { match: "${match}" } }] }
`;
    const [spec, other] = ["EMEA*", "EM*"].map((match) => specOf(loadTexts({ "stacks/prod.yaml": text(match) })));
    const events = eventsOf(
      step("same", role(["routing:queue:view"])),
      step("update", client({ EMEA: "id-1", EMEA_North: "id-2" })),
    );
    const causeWith = (specs: Parameters<typeof comparePreview>[3]) =>
      comparePreview("prod", deployed, { events, status: ok }, specs).diff.subjects[0]?.gained[0]?.cause;
    expect(causeWith({})).toMatchObject({ kind: "edited" });
    expect(causeWith({ ...(spec && { head: spec }) })).toMatchObject({ kind: "unknown", position: { line: 4 } });
    expect(causeWith({ ...(spec && { head: spec, base: spec }) })).toMatchObject({ kind: "division-joined" });
    expect(causeWith({ ...(spec && { head: spec }), ...(other && { base: other }) })).toMatchObject({ kind: "edited" });
  });

  it("has the rules' findings with their places, and what other packs say besides", () => {
    const spec = specOf(
      loadTexts({
        "stacks/prod.yaml": `organization: { id: ${ORGANIZATION} }
roles: { reader: { name: Reader, purpose: d, permissions: ["routing:queue:edit"] } }
`,
      }),
    );
    const events = eventsOf(
      step("create", role(["routing:queue:edit"])),
      ...["[no-write-permission/role/reader/routing:queue:edit]", "Resource has no tag."].map((message) => ({
        policyEvent: { policyName: "p", enforcementLevel: "mandatory", message },
      })),
    );
    const compared = comparePreview(
      "prod",
      { resources: new Map(), unfinished: 0 },
      { events, status: ok },
      { head: spec },
    );
    const { findings, violations } = judgePreview(
      compared,
      events.policies,
      { ...(spec && { head: spec }) },
      "2026-08-15",
    );
    expect(findings.filter(({ level }) => level === "mandatory")).toMatchObject([
      { rule: "no-write-permission", position: { file: "stacks/prod.yaml", line: 2 }, status: "open" },
    ]);
    expect(violations.map(({ message }) => message)).toEqual(["Resource has no tag."]);
  });
});
