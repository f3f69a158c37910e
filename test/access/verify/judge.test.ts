/** What single answers prove: only with a control does a refusal count, and never one for another reason. */
import { describe, expect, it } from "vitest";
import type { ProbeAnswer } from "../../../access/verify/answer.ts";
import type { Inventory } from "../../../access/verify/inventory.ts";
import { judgeClient } from "../../../access/verify/judge.ts";
import type { ClientPlan } from "../../../access/verify/planClient.ts";
import { type Expects, OWN_GRANTS, type Probe, permittedRequest, requestKey } from "../../../access/verify/probe.ts";
import { disagreementsOf } from "../../../access/verify/verification.ts";

const EMEA = "11111111-1111-4111-8111-111111111111";
const NA = "22222222-2222-4222-8222-222222222222";
const INVENTORY: Inventory = {
  divisions: [
    { id: EMEA, name: "EMEA" },
    { id: NA, name: "NA" },
  ],
  kinds: [
    {
      kind: "queue",
      state: "read",
      reason: null,
      objects: [
        { id: "q1", divisionIds: [EMEA] },
        { id: "q2", divisionIds: [NA] },
      ],
    },
  ],
  interval: "",
};
const OWN = { method: "GET", path: "/api/v2/routing/queues/q1" } as const;
const OTHER = { method: "GET", path: "/api/v2/routing/queues/q2" } as const;
const place = { file: "stacks/prod.yaml", line: 3, path: "clients.crm" };

const ok = (...bodies: unknown[]): ProbeAnswer => ({
  status: 200,
  code: "",
  detail: "",
  correlationId: "c",
  bodies,
  cut: false,
});
const no = (status: number, code = "", detail = ""): ProbeAnswer => ({
  status,
  code,
  detail,
  correlationId: "c",
  bodies: [],
  cut: false,
});
const GRANTS = ok({ grants: [] });

function judged(
  expects: Expects,
  answer: ProbeAnswer,
  more: { control?: ProbeAnswer; after?: ProbeAnswer | undefined; probes?: Probe[] } = {},
) {
  const request =
    expects.what === "permitted" || expects.what === "not held" ? permittedRequest(expects.permission) : OTHER;
  const control = more.control === undefined ? undefined : OWN;
  const probe: Probe = {
    kind: "border",
    claim: "c",
    place,
    expected: "e",
    expects,
    request,
    ...(control && { control }),
  };
  const plan: ClientPlan = { client: "crm", name: "CRM", probes: [probe, ...(more.probes ?? [])], requests: [] };
  const byRequest = new Map([
    [requestKey(OWN_GRANTS), GRANTS],
    [requestKey(request), answer],
    ...(more.control ? [[requestKey(OWN), more.control] as const] : []),
  ]);
  const after = "after" in more ? more.after : GRANTS;
  const [row] = judgeClient(plan, { byRequest, after }, INVENTORY);
  return [row?.verdict, row?.reason];
}

const CLOSED: Expects = { what: "closed", unsure: false };
const REFUSED: Expects = { what: "refused", permissions: ["routing:queue:view"] };
const PROVED = ["proved", null];
const REFUTED = ["refuted", null];
const open = (reason: string) => ["not provable", reason];

describe("an object of another division", () => {
  it("is closed by a refusal beside an object that answers, or by 404 beside it", () => {
    expect(judged(CLOSED, no(403, "missing.division.permission"), { control: ok({}) })).toEqual(PROVED);
    expect(judged(CLOSED, no(404), { control: ok({}) })).toEqual(PROVED);
  });

  it("is open by an answer", () => {
    expect(judged(CLOSED, ok({ id: "q2" }), { control: ok({}) })).toEqual(REFUTED);
  });

  it("proves nothing where the control did not answer, or 404 has none", () => {
    expect(judged(CLOSED, no(403, "missing.division.permission"), { control: no(403, "missing.permissions") })).toEqual(
      open("no control"),
    );
    expect(judged(CLOSED, no(404))).toEqual(open("no control"));
    expect(judged(CLOSED, no(403, "missing.permissions"), { after: no(401) })).toEqual(open("no control"));
  });

  it("proves nothing by a refusal that has nothing to do with roles, and by no answer", () => {
    for (const code of [
      "feature.forbidden",
      "authz.policy.denied",
      "ip.not.authorized",
      "app.not.authorized.for.scope",
    ])
      expect(judged(CLOSED, no(403, code), { control: ok({}) })).toEqual(open("ambiguous answer"));
    expect(judged(CLOSED, no(400, "not.a.user"), { control: ok({}) })).toEqual(open("ambiguous answer"));
    expect(judged(CLOSED, no(501), { control: ok({}) })).toEqual(open("ambiguous answer"));
    expect(judged(CLOSED, no(401), { control: ok({}) })).toEqual(open("not answered"));
    expect(judged(CLOSED, no(0, "ECONNRESET"), { control: ok({}) })).toEqual(open("not answered"));
    expect(judged(CLOSED, { ...no(0), stopped: "throttled" }, { control: ok({}) })).toEqual(open("throttled"));
    expect(judged(CLOSED, { ...no(0), stopped: "budget" }, { control: ok({}) })).toEqual(open("budget"));
  });
});

describe("an operation that the spec does not give", () => {
  it("is refused for the permission, with the client's grants before and after as the control", () => {
    expect(judged(REFUSED, no(403, "missing.any.permissions", "at least one of [routing:queue:view]"))).toEqual(PROVED);
    expect(judged(REFUSED, no(403, "missing.permissions", "[routing:queue:view]"), { after: undefined })).toEqual(
      open("no control"),
    );
  });

  it("is no proof where the org names other permissions", () => {
    expect(judged(REFUSED, no(403, "missing.permissions", "[routing:queue:readonly]"))).toEqual(
      open("ambiguous answer"),
    );
  });
});

describe("a permission that is asked for", () => {
  const NOT_HELD: Expects = { what: "not held", permission: "routing:queue:edit" };
  const heldElse: Probe = {
    kind: "permission",
    claim: "c",
    place,
    expected: "e",
    expects: {
      what: "permitted",
      permission: "routing:queue:view",
      where: { everywhere: false, divisionIds: [EMEA] },
      leaks: false,
    },
    request: permittedRequest("routing:queue:view"),
  };

  it("is held nowhere only beside one for which the same question names divisions", () => {
    const empty = ok({ entities: [], allDivsPermitted: false });
    expect(judged(NOT_HELD, empty)).toEqual(PROVED);
    expect(judged(NOT_HELD, empty, { probes: [heldElse] })).toEqual(open("no control"));
    expect(judged(NOT_HELD, ok({ entities: [{ id: NA }] }))).toEqual(REFUTED);
    expect(judged(NOT_HELD, ok({ entities: [], allDivsPermitted: true }))).toEqual(REFUTED);
    expect(judged(NOT_HELD, no(400, "bad.permission"))).toEqual(open("ambiguous answer"));
    expect(judged(NOT_HELD, ok({ entities: "none" }))).toEqual(open("ambiguous answer"));
  });

  it("holds exactly where the spec says", () => {
    const expects: Expects = {
      what: "permitted",
      permission: "routing:queue:view",
      where: { everywhere: false, divisionIds: [EMEA] },
      leaks: false,
    };
    expect(judged(expects, ok({ entities: [{ id: EMEA }] }))).toEqual(PROVED);
    expect(judged(expects, ok({ entities: [{ id: EMEA }, { id: NA }] }))).toEqual(REFUTED);
    expect(judged(expects, ok({ entities: [] }))).toEqual(REFUTED);
    expect(judged({ ...expects, leaks: true }, ok({ entities: [], allDivsPermitted: true }))).toEqual(
      open("ambiguous answer"),
    );
  });
});

describe("a listing", () => {
  const LISTS: Expects = { what: "lists only", kind: "queue", divisionIds: [EMEA, "*"], unsure: false, shows: true };

  it("shows its own divisions alone, by the rows or by the inventory", () => {
    expect(judged(LISTS, ok({ entities: [{ id: "q1" }, { id: "x", division: { id: EMEA } }] }))).toEqual(PROVED);
    expect(judged(LISTS, ok({ entities: [{ id: "q1" }, { id: "q2" }] }))).toEqual(REFUTED);
    expect(judged(LISTS, ok({ conversations: [{ conversationId: "c", divisionIds: [NA] }] }))).toEqual(REFUTED);
    expect(judged(LISTS, ok({ conversations: [{ conversationId: "c", divisionIds: [NA, EMEA] }] }))).toEqual(PROVED);
  });

  it("proves nothing where it is empty, cut, or shows what nobody knows", () => {
    expect(judged(LISTS, ok({ entities: [] }))).toEqual(open("ambiguous answer"));
    expect(judged(LISTS, ok({ entities: [{ id: "unknown" }] }))).toEqual(open("ambiguous answer"));
    expect(judged(LISTS, { ...ok({ entities: [{ id: "q1" }] }), cut: true })).toEqual(open("budget"));
  });
});

describe("what the org says of the client itself", () => {
  const grant = (
    role: string,
    division: string,
    policies: unknown = [{ domain: "routing", entityName: "queue", actions: ["view"] }],
  ) => ({
    role: { id: `id of ${role}`, name: role, policies },
    division: { id: division, name: division },
  });
  const of = (...grants: unknown[]) => ok({ grants });
  const judgedGrants = (expects: Expects, answer: ProbeAnswer) => {
    const probe: Probe = { kind: "grants", claim: "c", place, expected: "e", expects, request: OWN_GRANTS };
    const plan: ClientPlan = { client: "crm", name: "CRM", probes: [probe], requests: [] };
    return judgeClient(plan, { byRequest: new Map([[requestKey(OWN_GRANTS), answer]]), after: answer }, INVENTORY)[0]
      ?.verdict;
  };
  const GRANT: Expects = { what: "grant", role: { name: "Reader" }, where: { everywhere: false, divisionIds: [EMEA] } };
  const ROLE: Expects = {
    what: "role",
    name: "Reader",
    items: [{ condition: "", items: ["permission:routing:queue:view"] }],
    lines: [{ permission: "routing:queue:view", condition: "" }],
  };

  it("has a division, a role or a permission more or less than the spec", () => {
    expect(judgedGrants(GRANT, of(grant("Reader", EMEA)))).toBe("proved");
    expect(judgedGrants(GRANT, of(grant("Reader", EMEA), grant("Reader", NA)))).toBe("refuted");
    expect(judgedGrants(GRANT, of(grant("Reader", "*")))).toBe("refuted");
    expect(judgedGrants(GRANT, of())).toBe("refuted");
    const none: Expects = { what: "no other role", roles: [{ name: "Reader" }] };
    expect(judgedGrants(none, of(grant("Reader", EMEA)))).toBe("proved");
    expect(judgedGrants(none, of(grant("Reader", EMEA), grant("admin", EMEA)))).toBe("refuted");
    expect(judgedGrants(ROLE, of(grant("Reader", EMEA)))).toBe("proved");
    const policy = (entityName: string, ...actions: string[]) => [{ domain: "routing", entityName, actions }];
    for (const wider of [
      policy("queue", "view", "edit"),
      policy("queue", "*"),
      policy("*", "view"),
      policy("queue", "view").concat(policy("wrapupCode", "view")),
    ])
      expect(judgedGrants(ROLE, of(grant("Reader", EMEA, wider)))).toBe("refuted");
    expect(judgedGrants(ROLE, of(grant("Reader", EMEA, [])))).toBe("refuted");
    expect(judgedGrants(ROLE, of(grant("Reader", EMEA, null)))).toBe("not provable");
    // A second role of the same name hides nothing.
    expect(judgedGrants(ROLE, of(grant("Reader", EMEA), grant("Reader", EMEA, policy("queue", "delete"))))).toBe(
      "refuted",
    );
  });

  it("has lost or gained the condition of a permission", () => {
    const condition = JSON.stringify({
      conjunction: "AND",
      terms: [
        { variableName: "Conversation.mediaType", operator: "EQ", operands: [{ type: "SCALAR", value: "CALL" }] },
      ],
    });
    const under: Expects = {
      ...ROLE,
      items: [{ condition, items: ["permission:routing:queue:view"] }],
      lines: [{ permission: "routing:queue:view", condition }],
    };
    const policy = (stored: unknown) => [
      { domain: "routing", entityName: "queue", actions: ["view"], condition: stored },
    ];
    expect(judgedGrants(under, of(grant("Reader", EMEA, policy(JSON.parse(condition)))))).toBe("proved");
    expect(judgedGrants(under, of(grant("Reader", EMEA, policy(null))))).toBe("refuted");
    expect(judgedGrants(under, of(grant("Reader", EMEA, policy("a text"))))).toBe("not provable");
    expect(judgedGrants(ROLE, of(grant("Reader", EMEA, policy(JSON.parse(condition)))))).toBe("refuted");
  });
});

describe("a disagreement between the model and the org", () => {
  const row = (kind: "grants" | "border", verdict: "proved" | "refuted") => ({
    kind,
    claim: "c",
    place,
    probe: "GET /api/v2/routing/queues/q2",
    expected: "a refusal",
    got: { status: 200, correlationId: "abc", code: "", count: null, words: "the object" },
    verdict,
    reason: null,
    control: null,
    remark: null,
  });

  it("is told with what to report where the org holds exactly what the spec says", () => {
    const [told] = disagreementsOf({ client: "crm", rows: [row("grants", "proved"), row("border", "refuted")] });
    expect(told?.sentence).toContain("correlation id abc");
    expect(told?.sentence).toContain("report");
    expect(disagreementsOf({ client: "crm", rows: [row("grants", "refuted"), row("border", "refuted")] })).toEqual([]);
  });
});
