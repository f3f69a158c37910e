/** Texts that fill a key and give no reason. */
import { describe, expect, it } from "vitest";
import { printDiff } from "../../access/diff/printDiff.ts";
import { renderComment } from "../../access/report/comment/index.ts";
import { tellStory } from "../stories/tellStory.ts";
import { checkedText } from "../support/checkedText.ts";

const SPEC = (
  said: Partial<Record<"justification" | "home" | "purpose" | "owner" | "legalBasis" | "reason" | "role", string>>,
) => `
organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }
divisions: { Home: {}, EMEA: {} }
roles:
  reader: { name: Reader, purpose: ${said.role ?? "Reads recordings for audits"}, permissions: ["recording:recording:view"] }
clients:
  archive:
    name: Archive
    owner: ${said.owner ?? "archive@contoso.example"}
    purpose: ${said.purpose ?? "Archive of recorded orders"}
    grantType: client-credentials
    dataProtection: { legalBasis: ${said.legalBasis ?? "Legal obligation to keep records"}, nativeMasking: true }
    grants: [{ role: reader, divisions: all, justification: ${said.justification ?? "Orders are taken in every region"} }]
groups:
  Auditors: { grants: [{ role: reader, divisions: [Home], justification: ${said.home ?? "Shared queues stay in Home"} }] }
waivers:
  - { finding: recording-segment/x, reason: ${said.reason ?? "Replaced in spring"}, owner: web-team, expires: 2027-01-31 }
`;

const rulesOf = (text: string) => checkedText(text).map(({ rule, level }) => `${rule} ${level}`);
const whole = rulesOf(SPEC({}));

describe.each([".", "CHANGE_ME", "TODO", "xxx", "n/a"])("%j is no reason", (text) => {
  const said = JSON.stringify(text);
  it.each([
    ["of a grant in all divisions", { justification: said }, "all-divisions-justification mandatory"],
    ["of a grant in the Home division", { home: said }, "home-division mandatory"],
    ["of a grant that opens recordings", { home: said }, "sensitive-grant advisory"],
    ["of a client", { purpose: said }, "owner-and-purpose mandatory"],
    ["of a client that reads recordings", { purpose: said }, "sensitive-read mandatory"],
    ["of processing", { legalBasis: said }, "sensitive-read mandatory"],
    ["of a role", { role: said }, "role-description advisory"],
  ] as const)("%s", (_, change, finding) => {
    expect(whole).not.toContain(finding);
    expect(rulesOf(SPEC(change))).toContain(finding);
  });

  it("and no owner", () => {
    expect(rulesOf(SPEC({ owner: said }))).toContain("owner-and-purpose mandatory");
  });

  it("and the waiver with it covers nothing, and says so", () => {
    const [found] = checkedText(SPEC({ reason: said })).filter(({ rule }) => rule === "waiver");
    expect(found?.message).toContain(`only ${JSON.stringify(text)} as reason`);
  });
});

it("a message quotes what stands there", () => {
  const [found] = checkedText(SPEC({ justification: "CHANGE_ME" })).filter(({ rule }) => rule.startsWith("all-div"));
  expect(found?.message).toBe('Role "reader" is granted in all divisions with only "CHANGE_ME" as justification.');
});

it("a justification stands beside the gain that it is about, in the difference and in the comment", async () => {
  const story = await tellStory("04-all-divisions");
  const reason = "The report compares every region";
  expect(printDiff(story.diff)).toContain(`justification of role bi-reader: "${reason}"`);
  expect(renderComment(story.comment())).toContain(reason);
});
