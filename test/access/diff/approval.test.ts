import { describe, expect, it } from "vitest";
import { type Approval, approvalOf, coveredBy, type Occasion, parseApproval } from "../../../access/diff/approval.ts";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import { oneClient } from "./sides.ts";

const nobody = { ...oneClient(), subjects: [] };
const diff = diffAccess(nobody, oneClient({ permissions: '["routing:queue:view", "routing:queue:edit"]' }));
const TODAY = "2026-03-01";
const BASE = "0123456789abcdef0123456789abcdef01234567";
const HERE = { baseCommit: BASE, today: TODAY };
const approval = approvalOf(diff, HERE) as Approval;
const by = (approvals: readonly Approval[], occasion: Occasion = HERE) =>
  coveredBy(diff, { files: { approvals, ...occasion } });

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
    expect(parseApproval(JSON.stringify(approval), TODAY)).toEqual(approval);
    const turned = { ...approval, atoms: approval.atoms.toReversed() };
    expect(parseApproval(JSON.stringify(turned), TODAY)).toEqual(approval);
    const onNoCommit = { ...approval, baseCommit: null };
    expect(parseApproval(JSON.stringify(onNoCommit), TODAY)).toEqual(onNoCommit);
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
    ["no form at all", JSON.stringify({ ...approval, formatVersion: 3 }), "is no approval: formatVersion 2"],
    ["no last day", JSON.stringify({ ...approval, expires: undefined }), "is no approval"],
    ["no word about the base", JSON.stringify({ ...approval, baseCommit: undefined }), "is no approval"],
    ["half a commit", JSON.stringify({ ...approval, baseCommit: BASE.slice(0, 12) }), "is no approval"],
    ["a last day that is none", JSON.stringify({ ...approval, expires: "2026-02-30" }), 'no day: "2026-02-30"'],
    [
      "a last day that is too far away",
      JSON.stringify({ ...approval, expires: "2026-05-31" }),
      "ends on 2026-05-31, more than 90 days from today. Write 2026-05-30 or an earlier day.",
    ],
    [
      "the form of an earlier release",
      JSON.stringify({ ...approval, formatVersion: undefined, baseCommit: undefined, expires: undefined }),
      "is an approval of an earlier release, without a base commit and a last day. Make it again: `genesys-access diff",
    ],
    ["another stack than its digest", JSON.stringify({ ...approval, stack: "dev" }), "was changed by hand"],
  ])("is refused with %s", (_, text, problem) => {
    expect(parseApproval(text, TODAY)).toEqual({ problem: expect.stringContaining(problem) });
  });

  it("of another stack or organization covers nothing here", () => {
    for (const other of [{ stack: "dev" }, { organization: "00000000-0000-4000-8000-000000000000" }]) {
      expect(by([{ ...approval, ...other }]).open).toEqual(approval.atoms);
    }
  });

  it("covers everything on its base until its last day, which is two weeks after it was printed", () => {
    expect(approval).toMatchObject({ formatVersion: 2, baseCommit: BASE, expires: "2026-03-15" });
    expect(by([approval])).toMatchObject({ covered: true, open: [] });
    expect(by([approval], { ...HERE, today: "2026-03-15" }).covered).toBe(true);
    expect(by([approval], { ...HERE, today: "2026-03-16" })).toEqual({
      covered: false,
      open: approval.atoms,
      reasons: ["an approval ended on 2026-03-15"],
    });
  });

  it("covers nothing on another base, nor one without a commit what has one", () => {
    const other = `f${BASE.slice(1)}`;
    const reasons = (of: string | null, here: string | null) =>
      by([{ ...approval, baseCommit: of }], { ...HERE, baseCommit: here }).reasons;
    expect(reasons(BASE, other)).toEqual([
      "an approval is for commit 0123456789ab as the base, and the base is commit f123456789ab",
    ]);
    expect(reasons(null, BASE)).toEqual([
      "an approval is for no commit as the base, and the base is commit 0123456789ab",
    ]);
    expect(reasons(BASE, null)).toHaveLength(1);
    expect(by([{ ...approval, baseCommit: null }], { ...HERE, baseCommit: null }).covered).toBe(true);
  });

  it("does not add up with another", () => {
    const [first = "", second = ""] = approval.atoms;
    const halves = [first, second].map((atom) => ({ ...approval, atoms: [atom] }));
    expect(by(halves)).toEqual({ covered: false, open: [second], reasons: ["an approval lists 1 of the 2"] });
    expect(by([...halves, approval]).covered).toBe(true);
  });

  it("is needed by nobody where nothing is gained", () => {
    const lost = diffAccess(oneClient(), nobody);
    expect(approvalOf(lost, HERE)).toBeUndefined();
    expect(coveredBy(lost, {})).toMatchObject({ covered: true, open: [] });
  });

  it("has another digest for the same access in another stack", () => {
    const elsewhere = { ...oneClient({ permissions: '["routing:queue:view", "routing:queue:edit"]' }), stack: "dev" };
    expect(diffAccess(nobody, elsewhere).digest).not.toEqual(diff.digest);
  });
});
