import { describe, expect, it } from "vitest";
import type { Moment, SubjectGrants } from "../../simulator/index.ts";
import { excessAccess } from "./accessHistory.ts";

const MARKER = "[genesys-access/prod/clients/reporting]";

/** A client of a stack with these grants, `role@division`. */
function client(id: string, grants: readonly string[], description = `Weekly report ${MARKER}`): SubjectGrants {
  const pairs = grants.map((text) => {
    const [roleId = "", divisionId = ""] = text.split("@");
    return { roleId, divisionId };
  });
  return { type: "PC_OAUTH_CLIENT", id, name: "Reporting", description, grants: pairs };
}

function role(id: string, ...permissions: string[]) {
  return { id, name: id, permits: permissions.map((permission) => ({ permission })) };
}

/** Moments a request apart. */
function history(...changes: Partial<Moment>[]): Moment[] {
  return changes.map((change, index) => ({
    at: `2026-06-01T00:00:0${index}.000Z`,
    requests: index * 10,
    roles: [],
    subjects: [],
    ...change,
  }));
}

describe("the history of access", () => {
  it("has no excess where every moment lies within start and end", () => {
    const moments = history(
      { roles: [role("reader", "a:b:view")], subjects: [client("c1", ["reader@emea"])] },
      { subjects: [client("c1", ["reader@emea", "reader@na"])] },
      { subjects: [client("c1", ["reader@na"])] },
    );
    expect(excessAccess(moments, 1)).toEqual([]);
  });

  it("finds a role that was widened before its client was narrowed", () => {
    const moments = history(
      { roles: [role("reader", "a:b:view")], subjects: [client("c1", ["reader@emea", "reader@na"])] },
      { roles: [role("reader", "a:b:view", "a:c:view")] },
      { subjects: [client("c1", ["reader@na"])] },
    );
    expect(excessAccess(moments, 1)).toEqual([
      {
        subject: "genesys-access/prod/clients/reporting",
        name: "Reporting",
        atom: "a:c:view @ emea",
        at: "2026-06-01T00:00:01.000Z",
        request: 10,
      },
    ]);
  });

  it("finds a grant that came and went", () => {
    const moments = history(
      { roles: [role("reader", "a:b:view"), role("admin", "x:y:edit")], subjects: [client("c1", ["reader@emea"])] },
      { subjects: [client("c1", ["reader@emea", "admin@emea"])] },
      { subjects: [client("c1", ["reader@emea"])] },
    );
    expect(excessAccess(moments, 1)).toMatchObject([{ atom: "x:y:edit @ emea", request: 10 }]);
  });

  it("takes a client that was made anew for the same one, and another client for another", () => {
    const anew = history(
      { roles: [role("reader", "a:b:view")], subjects: [client("c1", ["reader@emea"])] },
      { subjects: [client("c2", ["reader@emea"])] },
      { subjects: [client("c1", [])] },
    );
    expect(excessAccess(anew, 1)).toEqual([]);
    const stranger = history(
      { roles: [role("reader", "a:b:view")], subjects: [client("c1", ["reader@emea"])] },
      { subjects: [client("c9", ["reader@emea"], "by hand")] },
      { subjects: [client("c9", [], "by hand")] },
    );
    expect(excessAccess(stranger, 1)).toMatchObject([{ subject: "PC_OAUTH_CLIENT:c9" }]);
  });

  it("knows that all divisions cover one, and no condition covers any, but not the other way round", () => {
    const condition = { conjunction: "AND", terms: [] };
    const limited = { id: "reader", name: "reader", permits: [{ permission: "a:b:view", condition }] };
    const narrower = history(
      { roles: [role("reader", "a:b:view")], subjects: [client("c1", ["reader@*"])] },
      { roles: [limited], subjects: [client("c1", ["reader@emea"])] },
    );
    expect(excessAccess(narrower, 1)).toEqual([]);
    const wider = history(
      { roles: [limited], subjects: [client("c1", ["reader@emea"])] },
      { subjects: [client("c1", ["reader@*"])] },
      { roles: [role("reader", "a:b:view")] },
      { roles: [limited], subjects: [client("c1", ["reader@emea"])] },
    );
    expect(excessAccess(wider, 1).map(({ atom }) => atom)).toEqual([
      `a:b:view @ * if ${JSON.stringify(condition)}`,
      "a:b:view @ *",
    ]);
  });
});
