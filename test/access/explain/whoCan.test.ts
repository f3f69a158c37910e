import { describe, expect, it } from "vitest";
import { holdersText } from "../../../access/explain/text.ts";
import { whoCan } from "../../../access/explain/whoCan.ts";
import { stack } from "./stack.ts";

function holders(can: string, division?: string) {
  const { spec, access } = stack();
  const result = whoCan(access, spec, can, division);
  if (!result.ok) throw new Error(result.flaw.message);
  return result.holders;
}

const answers = (can: string, division?: string) =>
  holders(can, division).subjects.map(({ subject, answer }) => [subject, answer]);

describe("who can", () => {
  it("lists who can and who may be able to, and those who act as their user apart", () => {
    expect(answers("GET /api/v2/routing/queues")).toEqual([
      ["clients.bi", "allowed"],
      ["clients.selector", "allowed"],
      ["clients.legacy", "undecided"],
      ["groups.Quality Team", "allowed"],
    ]);
    expect(holders("routing:queue:view").asUser).toEqual(["clients.portal"]);
  });

  it("asks in one division", () => {
    expect(answers("routing:queue:view", "NA")).toEqual([
      ["clients.legacy", "undecided"],
      ["groups.Quality Team", "allowed"],
    ]);
  });

  it("counts a permission that no division limits in every division", () => {
    expect(answers("outbound:schedule:view", "Silo")[0]).toEqual(["clients.bi", "allowed"]);
  });

  it("is a table with the path of each", () => {
    const [header = "", first = ""] = holdersText(holders("routing:queue:view", "EMEA")).split("\n");
    expect(header).toMatch(/^subject +answer +role +permission +divisions +place$/);
    expect(first).toMatch(/^clients\.bi +allowed +queue-reader +routing:queue:view +EMEA_Operations +stack\.yaml:28$/);
  });

  it("says so when nobody can", () => {
    const text = holdersText({ need: "a:b:c", subjects: [], asUser: [], division: "EMEA" });
    expect(text).toBe("Nobody in this stack can use a:b:c in EMEA.\n");
  });

  it("gives the nearest for what does not exist", () => {
    const { spec, access } = stack();
    expect(whoCan(access, spec, "routing:queue:veiw")).toMatchObject({
      ok: false,
      flaw: { nearest: expect.arrayContaining(["routing:queue:view"]) },
    });
    expect(whoCan(access, spec, "routing:queue:view", "EMAE")).toMatchObject({ ok: false });
  });
});
