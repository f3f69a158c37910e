import { describe, expect, it } from "vitest";
import { vendorGuides } from "../../../access/catalogue/vendorGuides.ts";
import { profile } from "../../../access/intent/profiles.ts";
import { guideRows } from "../../../dev/scripts/docs/guideRows.ts";

/** The last column of one guide. */
function surplus(name: string, product: string): string {
  const known = profile(name);
  const row = known && guideRows(known).find(([text = ""]) => text.startsWith(product));
  return row?.at(-1) ?? "there is no such guide";
}

describe("what install guides ask for beside a profile", () => {
  it("belongs to profiles that there are", () => {
    expect(vendorGuides().filter((guide) => profile(guide.profile) === undefined)).toEqual([]);
  });

  it.each([
    "agent-handover",
    "conversation-details-reader",
    "crm-campaign-manager",
    "interaction-capture",
    "platform-monitoring",
  ])("is told of at least one guide for %s", (name) => {
    expect(vendorGuides().some((guide) => guide.profile === name)).toBe(true);
  });

  it("is nothing where a guide asks for the minimum", () => {
    expect(surplus("audit-log-export", "Monad")).toBe("nothing");
  });

  it("is named one by one: what writes, what no operation asks for, whole areas and wrong names", () => {
    expect(surplus("crm-campaign-manager", "Genesys Cloud for Salesforce")).toContain(
      "`telephony:plugin:all` (it writes)",
    );
    expect(surplus("platform-monitoring", "Virsae")).toContain(
      "`analytics:tabConfigurations:view` (no documented operation asks for it)",
    );
    expect(surplus("agent-handover", "Genesys Cloud for ServiceNow")).toMatch(
      /`conversation:\*:\*` \(a whole area of \d+; needed here: 3\)/,
    );
    expect(surplus("agent-handover", "Cognigy")).toContain(
      "`conversations:message:receive` (no such permission is known; nearest: `conversation:message:receive`)",
    );
  });

  it("says where a permission that no call asks for helps all the same", () => {
    expect(surplus("interaction-capture", "Authenticx")).toContain(
      "`recording:recordingSegment:view` (no call asks for it, but parts of a conversation after a transfer are missing without it)",
    );
  });
});
