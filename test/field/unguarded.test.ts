/** What no permission guards: a reader of one division who lists the users of all is told of, once, wherever somebody relies on a silo. */
import { describe, expect, it } from "vitest";
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import { explain } from "../../access/explain/explain.ts";
import { planOffline } from "../../access/plan/planOffline.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { judgeSpecs } from "../../toolkit/judge/judgeSpecs.ts";

const spec = (divisions: string) => `organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }
divisions: { BPO: {} }
roles:
  reader: { name: Integration - BPO Reader, purpose: Schedules of the partner, permissions: ["wfm:agentSchedule:view"] }
clients:
  partner:
    name: Partner
    owner: wfm@contoso.example
    purpose: Schedules of the partner
    grantType: client-credentials
    grants: [{ role: reader, divisions: ${divisions}, justification: The partner plans for the whole org }]
  second:
    name: Second
    owner: wfm@contoso.example
    purpose: Schedules of the other partner
    grantType: client-credentials
    grants: [{ role: reader, divisions: ${divisions}, justification: The partner plans for the whole org }]
`;

function notesOfCheck(text: string): readonly string[] {
  const files = ["one", "two"].map((name) => ({ name, file: `${name}.yaml` }));
  return judgeSpecs({ files, readText: () => text, strict: false, today: "2026-11-29" }).notes;
}

function notesOfExplain(text: string, can: string): readonly string[] {
  const loaded = loadJudgedSpec("prod.yaml", () => text);
  if (!loaded.ok) throw new Error("The spec is valid.");
  const planned = planOffline(loaded.spec);
  if (!planned.ok) throw new Error("The spec has a plan.");
  const answer = explain(effectiveAccess(planned.desired, loaded.spec), loaded.spec, { client: "partner", can });
  if (!answer.ok) throw new Error(answer.flaw.message);
  return answer.explanation.notes;
}

const isAboutUsers = (note: string) => note.includes("GET /users (names and addresses of all users)");

describe("of a client that is kept to divisions", () => {
  it("check names the operations that ask for no permission, with what they show, once for all stacks", () => {
    const told = notesOfCheck(spec("[BPO]")).filter(isAboutUsers);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^Clients "partner" and "second" are kept to divisions\./);
    expect(told[0]).toContain("not verified in a live org");
  });

  it.each(["wfm:agentSchedule:view", "routing:queue:view", "GET /api/v2/users"])(
    "explain does so beside its answer: %s",
    (can) => {
      expect(notesOfExplain(spec("[BPO]"), can).filter(isAboutUsers)).toHaveLength(1);
    },
  );
});

it("of a client that reaches all divisions by its grants neither says anything", () => {
  expect(notesOfCheck(spec("all")).filter(isAboutUsers)).toEqual([]);
  expect(notesOfExplain(spec("all"), "wfm:agentSchedule:view").filter(isAboutUsers)).toEqual([]);
});
