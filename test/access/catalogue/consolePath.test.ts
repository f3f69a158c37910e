import { describe, expect, it } from "vitest";
import { isConsoleDomain, permissionOfConsolePath } from "../../../access/catalogue/consolePath.ts";
import { allPermissions } from "../../../access/catalogue/permissions.ts";

describe("a permission as the console writes it", () => {
  it("is found from its own three words, whatever their capitals", () => {
    for (const permission of allPermissions()) {
      // Two permissions of voicemail differ in capitals alone.
      const found = permissionOfConsolePath(permission.toUpperCase().split(":"));
      expect(found?.toLowerCase(), permission).toBe(permission.toLowerCase());
    }
  });

  it.each([
    [["Analytics", "Conversation Detail", "View"], "analytics:conversationDetail:view"],
    [["Workforce Management", "Activity Code", "View"], "wfm:activityCode:view"],
    [["Telephony", "Plugin", "All"], "telephony:plugin:all"],
    [["Telephony", "Station", "All"], "telephony:station:*"],
    [["Conversation", "All", "View"], "conversation:*:view"],
    [["Conversation", "All"], "conversation:*:*"],
    [["Analytics", "No Such Thing", "View"], undefined],
    [["No Such Domain", "All"], undefined],
    [["Routing", "Queue", "View", "More"], undefined],
    [["Routing"], undefined],
    [[], undefined],
  ])("%j is %s", (parts, permission) => {
    expect(permissionOfConsolePath(parts)).toBe(permission);
  });

  it("knows domains by their names", () => {
    expect(["Speech and Text Analytics", "WFM", "routing"].map(isConsoleDomain)).toEqual([true, true, true]);
    expect(["", "Permissions", "Step 1"].map(isConsoleDomain)).toEqual([false, false, false]);
  });
});
