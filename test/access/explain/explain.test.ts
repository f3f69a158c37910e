import { describe, expect, it } from "vitest";
import { allCallerKinds } from "../../../access/catalogue/callerKinds.ts";
import { explanationText } from "../../../access/explain/text.ts";
import { ask, askAnything, lineOf } from "./stack.ts";

const DETAILS = "POST /api/v2/analytics/conversations/details/query";

describe("an explanation of what is allowed", () => {
  it("is a path of client, role, permission and division in one sentence", () => {
    const { answer, layer, sentence, path } = ask("bi", "GET /api/v2/routing/queues", "EMEA");
    expect([answer, layer]).toEqual(["allowed", undefined]);
    expect(sentence).toBe(
      'Client "bi" can call GET /api/v2/routing/queues in EMEA_Operations: role "queue-reader" gives routing:queue:view in EMEA_Operations (stack.yaml:28).',
    );
    expect(path).toMatchObject([{ role: "queue-reader", permission: "routing:queue:view" }]);
    expect(lineOf({ line: 28 })).toContain("role: queue-reader");
  });

  it.each([
    ["a division by its name", "bi", "routing:queue:view", "EMEA_Operations"],
    ["any division", "bi", "routing:queue:view", undefined],
    ["a concrete path", "bi", "GET /api/v2/routing/queues/7a0f1e5c?expand=x", "EMEA"],
    ["what a selector takes and no file names", "selector", "routing:queue:view", "EMEA_Later"],
    ["what a wildcard stands for", "everywhere", "recording:recording:view", "Silo"],
    ["what a wildcard may stand for and no catalogue knows", "everywhere", "newProduct:newEntity:view", "NA"],
    ["a client by section and key", "clients.bi", "routing:queue:view", "EMEA"],
    ["a group", "groups.Quality Team", "routing:queue:view", "NA"],
  ])("understands %s", (_, client, can, division) => {
    expect(ask(client, can, division).answer).toBe("allowed");
  });

  it("says that a permission leaks which no division limits", () => {
    const { answer, sentence } = ask("bi", "outbound:schedule:view", "NA");
    expect(answer).toBe("allowed");
    expect(sentence).toContain("it leaks: no division limits it");
  });

  it("says that scopes do not limit a client-credentials client, and what its answers will lack", () => {
    expect(ask("bi", "routing:queue:view").notes.join()).toContain("Scopes do not limit a client-credentials client");
    const { notes } = ask("everywhere", "recording:recording:view");
    expect(notes.join()).not.toContain("What the console grants besides");
    expect(ask("groups.Quality Team", "routing:queue:view").notes.join()).toContain("What the console grants besides");
  });

  it("does not take an operation without a declared permission for unchecked", () => {
    const { answer, notes } = ask("bi", "GET /api/v2/tokens/me");
    expect(answer).toBe("allowed");
    expect(notes.join()).toContain("not the same as unchecked");
  });
});

describe("an explanation of what is denied", () => {
  it("names the division and the line that would open it", () => {
    const { answer, layer, sentence, fixes } = ask("bi", "routing:queue:view", "NA");
    expect([answer, layer]).toEqual(["denied", "division"]);
    expect(sentence).toContain('role "queue-reader" gives routing:queue:view only in EMEA_Operations');
    expect(fixes).toMatchObject([{ yaml: "divisions: [EMEA, NA]", path: "clients.bi.grants[0].divisions" }]);
    expect(lineOf(fixes[0]?.position ?? { line: 0 })).toContain("role: queue-reader");
  });

  it("widens a selector, and says what else gives way", () => {
    expect(ask("selector", "routing:queue:view", "Silo").fixes).toMatchObject([
      { yaml: 'divisions: { match: ["EMEA_*", "Silo"], exclude: ["*_Test"] }' },
    ]);
    const [fix] = ask("selector", "routing:queue:view", "EMEA_Test").fixes;
    expect(fix?.yaml).toBe('divisions: { match: ["EMEA_*"] }');
    expect(fix?.does).toContain("gives up the exclusion *_Test");
  });

  it("names the permission, the role to widen, who would hold it too, and the promise that it breaks", () => {
    const { layer, sentence, fixes } = ask("bi", "DELETE /api/v2/routing/queues/{queueId}", "EMEA");
    expect(layer).toBe("permission");
    expect(sentence).toContain("none of its roles (exporter, queue-reader) gives routing:queue:delete");
    expect(fixes).toMatchObject([
      { yaml: "- routing:queue:delete", path: "roles.queue-reader.permissions" },
      { yaml: "access: read-write", path: "roles.queue-reader" },
    ]);
    expect(fixes[0]?.does).toContain("clients.selector");
    expect(lineOf(fixes[0]?.position ?? { line: 0 })).toBe("permissions: [routing:queue:view]");
  });

  it("takes the least of the permissions that an operation accepts", () => {
    const { fixes, notes } = ask("selector", DETAILS);
    expect(fixes.map(({ yaml }) => yaml)).toEqual(["- analytics:conversationDetail:view"]);
    expect(notes.join()).toContain("It takes one of analytics:conversationDetail:view");
  });

  it("says where an operation wants something else than an OAuth token", () => {
    const { answer, layer } = ask("bi", "GET /api/v2/webmessaging/messages");
    expect([answer, layer]).toEqual(["denied", "operation"]);
  });
});

describe("an explanation of what the file alone does not decide", () => {
  it("leaves a user-context client to the roles of its user, and checks its scopes as a ceiling", () => {
    const inside = ask("portal", "GET /api/v2/conversations");
    expect([inside.answer, inside.layer]).toEqual(["undecided", "grant-type"]);
    const outside = ask("portal", "GET /api/v2/routing/queues");
    expect([outside.answer, outside.layer]).toEqual(["undecided", "scope"]);
    expect(outside.sentence).toContain("none of the scopes that it accepts (routing, routing:readonly) is declared");
    expect(outside.fixes).toMatchObject([{ yaml: "- routing:readonly", path: "clients.portal.scopes" }]);
    expect(outside.notes.join()).toContain("Scopes bind only where the org enforces them");
  });

  it("does not know what a role of the org permits", () => {
    const { answer, layer, sentence } = ask("legacy", "routing:queue:view", "NA");
    expect([answer, layer]).toEqual(["undecided", "existing-role"]);
    expect(sentence).toContain('role "Employee" of the org');
    expect(ask("legacy", "routing:queue:view", "EMEA").answer).toBe("denied");
  });

  it("quotes the condition", () => {
    const { answer, layer, sentence } = ask("bi", DETAILS, "EMEA");
    expect([answer, layer]).toEqual(["undecided", "condition"]);
    expect(sentence).toContain("where Conversation.mediaType EQ CALL");
  });

  it("does not know whether divisions limit every permission", () => {
    expect(ask("bi", "analytics:queueObservation:view", "NA")).toMatchObject({
      answer: "undecided",
      layer: "division-awareness",
    });
  });
});

describe("a question that names what is not there", () => {
  it.each([
    ["client", ["bii", "routing:queue:view"], "dangling-subject", "bi"],
    ["operation", ["bi", "GET /api/v2/routing/queue"], "unknown-endpoint", "GET /api/v2/routing/queues"],
    ["method", ["bi", "GTE /api/v2/routing/queues"], "malformed-endpoint", undefined],
    ["permission", ["bi", "routing:queue:veiw"], "unknown-permission", "routing:queue:view"],
    ["pattern", ["bi", "routing:*:view"], "malformed-permission", undefined],
    ["division", ["bi", "routing:queue:view", "EMAE"], "dangling-division", "EMEA"],
  ] as const)("gets the nearest %s", (_, [client, can, division], code, near) => {
    const result = askAnything(client, can, division);
    expect(result).toMatchObject({ ok: false, flaw: { code } });
    if (!result.ok && near !== undefined) expect(result.flaw.nearest?.[0]).toBe(near);
  });
});

describe("the text of an explanation", () => {
  it("shows the line to write below its place, and keeps one line one line", () => {
    expect(explanationText(ask("bi", "routing:queue:view", "NA"))).toContain(
      "  Grant the role in NA as well.\n    stack.yaml:28 clients.bi.grants[0].divisions\n      divisions: [EMEA, NA]\n",
    );
    const nasty = { ...ask("bi", "routing:queue:view"), sentence: "a\u001b[2Jb" };
    expect(explanationText(nasty)).not.toContain("\u001b");
  });
});

describe("an operation that only a user, or only a client, can call", () => {
  const named = (kind: string) => [...allCallerKinds()].filter(([, caller]) => caller === kind).map(([text]) => text);

  it.each(named("user"))("is denied to a client-credentials client whatever it holds: %s", (can) => {
    const { answer, layer, sentence } = ask("bi", can, undefined);
    expect([answer, layer]).toEqual(["denied", "grant-type"]);
    expect(sentence).toContain("not.a.user");
  });

  it.each(named("client"))("is denied to a client that signs users in: %s", (can) => {
    const { answer, layer } = ask("portal", can, undefined);
    expect([answer, layer]).toEqual(["denied", "grant-type"]);
  });
});

it("names what divisions do not close of a permission that they limit", () => {
  const { notes } = ask("bi", "GET /api/v2/routing/queues", "EMEA");
  expect(notes.join("\n")).toContain(
    "Past divisions (routing:queue:view): the activity of a queue shows all its members",
  );
});
