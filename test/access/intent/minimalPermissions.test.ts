import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allOperations, type Operation } from "../../../access/catalogue/operations.ts";
import { holdable, parseEndpoint } from "../../../access/intent/endpoint.ts";
import { type MinimalAccess, minimalPermissions } from "../../../access/intent/minimalPermissions.ts";

const operations = (...texts: readonly string[]): Operation[] =>
  texts.map((text) => {
    const parsed = parseEndpoint(text);
    if (!parsed.ok) throw new Error(parsed.flaw.message);
    return parsed.operation;
  });
const names = ({ permissions }: MinimalAccess) => permissions.map(({ permission }) => permission);
const scopes = (access: MinimalAccess) => access.scopes.map(({ scope }) => scope);
const least = (...texts: readonly string[]) => names(minimalPermissions(operations(...texts)));

describe("minimal permissions", () => {
  it("take ALL requirements whole", () => {
    expect(least("GET /speechandtextanalytics/conversations/{conversationId}")).toEqual([
      "recording:recording:view",
      "speechAndTextAnalytics:data:view",
    ]);
  });

  it("take of ANY the one that reads, not the one that hands out roles", () => {
    expect(least("GET /license/users/{userId}")).toEqual(["authorization:license:view"]);
    expect(least("GET /routing/utilization")).toEqual(["routing:utilization:view"]);
  });

  it("reuse what another operation needs anyhow", () => {
    expect(least("GET /flows/datatables/{datatableId}/rows")).toEqual(["architect:datatableRow:view"]);
    expect(least("GET /flows/datatables/{datatableId}/rows", "GET /flows/datatables")).toEqual([
      "architect:datatable:view",
    ]);
  });

  it("take what the vendor lists first, older and wider twins last", () => {
    expect(least("POST /analytics/conversations/details/query")).toEqual(["analytics:conversationDetail:view"]);
    expect(least("PATCH /taskmanagement/workitems/{workitemId}")).toEqual(["workitems:workitem:edit"]);
    expect(least("GET /externalcontacts/contacts")).toEqual(["externalContacts:contact:view"]);
    expect(least("GET /integrations/actions")).toEqual(["integrations:action:view"]);
    expect(least("GET /billing/reports/billableusage")).toEqual(["billing:subscription:view"]);
    expect(least("POST /routing/queues/{queueId}/members")).toEqual(["routing:queueMember:manage"]);
  });

  it("leave out what the caller holds already, and say what of that is used", () => {
    const wanted = operations("PATCH /taskmanagement/workitems/{workitemId}", "GET /routing/queues");
    const access = minimalPermissions(wanted, { held: ["workitems:workitem:accept", "outbound:campaign:view"] });
    expect(access.permissions.map(({ permission, held }) => [permission, held])).toEqual([
      ["routing:queue:view", false],
      ["workitems:workitem:accept", true],
    ]);
  });

  it("never ask for a flag that no role can hold", () => {
    expect(least("DELETE /users/{userId}")).toEqual(["directory:user:delete"]);
  });

  it("say for each which operations it opens, and what was passed over", () => {
    const [first] = minimalPermissions(
      operations(
        "POST /analytics/conversations/details/query",
        "GET /analytics/conversations/details/jobs/availability",
      ),
    ).permissions;
    expect(first).toMatchObject({
      permission: "analytics:conversationDetail:view",
      kind: "read",
      divisionAware: "yes",
    });
    expect(first?.operations.map(({ operation, passedOver }) => [operation.path, passedOver])).toEqual([
      ["/api/v2/analytics/conversations/details/jobs/availability", []],
      ["/api/v2/analytics/conversations/details/query", ["analytics:agentConversationDetail:view"]],
    ]);
  });

  it("tell apart what asks for nothing, what writes, and what nobody knows the scope of", () => {
    const access = minimalPermissions(
      operations("GET /users", "POST /notifications/channels", "GET /agentic/virtualagents"),
    );
    expect(access.withoutPermission.map(({ path }) => path)).toEqual([
      "/api/v2/notifications/channels",
      "/api/v2/users",
    ]);
    expect(access.writes.map(({ path }) => path)).toEqual(["/api/v2/notifications/channels"]);
    expect(access.scopeUnknown.map(({ path }) => path)).toEqual(["/api/v2/agentic/virtualagents"]);
    expect(names(access)).toEqual(["agentic:virtualAgent:view"]);
    expect(scopes(access)).toEqual(["notifications", "users:readonly"]);
  });

  it("need one form of a scope only: what writes reads as well", () => {
    const read = operations("GET /routing/queues");
    expect(scopes(minimalPermissions(read))).toEqual(["routing:readonly"]);
    expect(scopes(minimalPermissions([...read, ...operations("POST /routing/queues")]))).toEqual(["routing"]);
  });

  const all = allOperations().filter((one) => one.match === "NONE" || holdable(one).length > 0);
  const some = fc.uniqueArray(fc.constantFrom(...all), {
    maxLength: 25,
    selector: ({ method, path }) => method + path,
  });

  it("open every operation, and not without any one of them", () => {
    const opens = (held: ReadonlySet<string>, { match, permissions }: Operation) =>
      match === "NONE" ||
      (match === "ALL" ? permissions.every((one) => held.has(one)) : permissions.some((one) => held.has(one)));
    fc.assert(
      fc.property(some, (wanted) => {
        const needed = names(minimalPermissions(wanted));
        expect(wanted.every((one) => opens(new Set(needed), one))).toBe(true);
        for (const dropped of needed) {
          const rest = new Set(needed.filter((one) => one !== dropped));
          expect(wanted.some((one) => !opens(rest, one))).toBe(true);
        }
      }),
    );
  });

  it("open every operation of known scope with their scopes, and not without any one of those", () => {
    const opens = (held: ReadonlySet<string>, { scopes }: Operation) =>
      scopes === undefined || scopes.length === 0 || scopes.some((one) => held.has(one));
    fc.assert(
      fc.property(some, (wanted) => {
        const needed = scopes(minimalPermissions(wanted));
        expect(wanted.every((one) => opens(new Set(needed), one))).toBe(true);
        for (const dropped of needed) {
          expect(wanted.some((one) => !opens(new Set(needed.filter((scope) => scope !== dropped)), one))).toBe(true);
        }
      }),
    );
  });

  it("are the same in whatever order the operations come, and however often", () => {
    fc.assert(
      fc.property(some, (wanted) => {
        const access = minimalPermissions(wanted);
        expect(minimalPermissions([...wanted].reverse())).toEqual(access);
        expect(minimalPermissions([...wanted, ...wanted])).toEqual(access);
      }),
    );
  });

  it("of the whole catalogue are found", () => {
    expect(names(minimalPermissions(all)).length).toBeGreaterThan(1000);
  });
});
