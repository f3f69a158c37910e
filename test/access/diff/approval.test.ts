import { describe, expect, it } from "vitest";
import { type Approval, approvalOf, coveredBy, parseApproval } from "../../../access/diff/approval.ts";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import { oneClient } from "./sides.ts";

const nobody = { ...oneClient(), subjects: [] };
const diff = diffAccess(nobody, oneClient({ permissions: '["routing:queue:view", "routing:queue:edit"]' }));
const approval = approvalOf(diff) as Approval;

describe("an approval", () => {
  it("lists what is gained, one readable line per atom", () => {
    expect(approval.atoms).toEqual([
      '["client:bi","permission:routing:queue:edit","division:EMEA_Operations",""]',
      '["client:bi","permission:routing:queue:view","division:EMEA_Operations",""]',
    ]);
    expect(approval.digest).toBe(diff.digest?.full);
    expect(diff.digest?.short).toBe(approval.digest.slice(0, 12));
  });

  it("survives being a file, in any order", () => {
    expect(parseApproval(JSON.stringify(approval))).toEqual(approval);
    expect(parseApproval(JSON.stringify({ ...approval, atoms: approval.atoms.toReversed() }))).toEqual(approval);
  });

  it.each([
    ["no JSON", "approved", "is no approval"],
    ["something else", "{}", "is no approval"],
    ["an atom that is none", JSON.stringify({ ...approval, atoms: ["x"] }), "lists an atom that is none"],
    [
      "an atom less than its digest",
      JSON.stringify({ ...approval, atoms: approval.atoms.slice(1) }),
      "was changed by hand",
    ],
    ["another stack than its digest", JSON.stringify({ ...approval, stack: "dev" }), "was changed by hand"],
  ])("is refused with %s", (_, text, problem) => {
    expect(parseApproval(text)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it("of another stack or organization covers nothing here", () => {
    for (const other of [{ stack: "dev" }, { organization: "00000000-0000-4000-8000-000000000000" }]) {
      expect(coveredBy(diff, { approvals: [{ ...approval, ...other }] }).open).toEqual(approval.atoms);
    }
  });

  it("is needed by nobody where nothing is gained", () => {
    const lost = diffAccess(oneClient(), nobody);
    expect(approvalOf(lost)).toBeUndefined();
    expect(coveredBy(lost, {})).toEqual({ covered: true, open: [] });
  });

  it("has another digest for the same access in another stack", () => {
    const elsewhere = { ...oneClient({ permissions: '["routing:queue:view", "routing:queue:edit"]' }), stack: "dev" };
    expect(diffAccess(nobody, elsewhere).digest).not.toEqual(diff.digest);
  });
});
