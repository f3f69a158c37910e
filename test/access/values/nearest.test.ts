import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestPermissions } from "../../../access/catalogue/nearestPermissions.ts";
import { nearestScopes } from "../../../access/catalogue/nearestScopes.ts";
import { permissionExists } from "../../../access/catalogue/permissions.ts";
import { findRegion, nearestRegions } from "../../../access/catalogue/regions.ts";
import { scopeExists } from "../../../access/catalogue/scopes.ts";
import { nearest } from "../../../access/values/nearest.ts";

describe("nearest", () => {
  it("finds a mistyped name and leaves out what is not alike", () => {
    expect(nearest("EMEA_Operatons", ["EMEA_Operations", "APAC", "Home"])).toEqual(["EMEA_Operations"]);
    expect(nearest("zzz", ["EMEA_Operations", "APAC"])).toEqual([]);
  });

  it.each([
    ["NA_Operations", ["EMEA_Operations", "EA_Operations", "SA_Operations"]],
    ["EMEA_Sales", ["EMEA_Support", "APAC_Sales"]],
    ["EMEA_2", ["EMEA_1", "EMEA_22"]],
    ["prod-eu", ["prod-us", "prod"]],
    ["mypurecloud.ie", ["mypurecloud.de"]],
    ["Austria", ["Australia"]],
    ["team-1-2", ["team-12"]],
  ])("takes %s for no other name", (text, others) => {
    expect(nearest(text, others)).toEqual([]);
  });

  it.each([
    ["emea_operations", "EMEA_Operations"],
    ["EMEA Operations", "EMEA_Operations"],
    ["EMEA_Opreations", "EMEA_Operations"],
    ["bi-raeder", "bi-reader"],
    ["redirectUri", "redirectUris"],
    ["mypurecloud.dee", "mypurecloud.de"],
  ])("takes %s for %s", (text, meant) => {
    expect(nearest(text, [meant])).toEqual([meant]);
  });

  it("returns only entries of the list, no more than asked for, whatever the text", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), fc.nat(5), (text, list, count) => {
        const found = nearest(text, list, count);
        expect(found.length).toBeLessThanOrEqual(count);
        expect(found.every((entry) => list.includes(entry))).toBe(true);
      }),
    );
  });

  it("puts the text itself first when it is in the list", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string()), (text, list) => {
        const [first] = nearest(text, [...list, text]);
        expect(first?.toLowerCase()).toBe(text.toLowerCase());
      }),
    );
  });
});

describe("nearest of the catalogue", () => {
  it.each([
    ["analytics:conversationDetails:read", "analytics:conversationDetail:view"],
    ["routing:queue:veiw", "routing:queue:view"],
    ["Routing:Queue:View", "routing:queue:view"],
    ["analytics:conversationdetails:view", "analytics:conversationDetail:view"],
    ["routing:queues:view", "routing:queue:view"],
    ["directory:users:read", "directory:user:view"],
    ["Routing.Queue.View", "routing:queue:view"],
  ])("suggests a permission for %s", (text, wanted) => {
    expect(nearestPermissions(text)).toContain(wanted);
  });

  it.each([
    ["conversations:view", "conversations:readonly"],
    ["analytics:read", "analytics:readonly"],
    ["routing:manage", "routing"],
    ["audit", "audits:readonly"],
  ])("suggests a scope for %s", (text, wanted) => {
    expect(nearestScopes(text)[0]).toBe(wanted);
  });

  it.each(["analytics:conversation:read", "conversation:write:all", "emails", "zzz"])(
    "suggests no scope for %s",
    (text) => {
      expect(nearestScopes(text)).toEqual([]);
    },
  );

  it("suggests no scope that writes for one that reads, nor for a client that only reads", () => {
    expect(nearestScopes("upload:readonly")).toEqual([]);
    expect(nearestScopes("analytics:write")).toEqual(["analytics", "analytics:readonly"]);
    expect(nearestScopes("analytics:write", true)).toEqual(["analytics:readonly"]);
  });

  it("suggests only what the catalogue has", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.array(fc.string(), { minLength: 2, maxLength: 4 }).map((parts) => parts.join(":")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(nearestPermissions(text).every(permissionExists)).toBe(true);
        expect(nearestScopes(text).every(scopeExists)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe("regions", () => {
  it.each(["mypurecloud.de", "eu_central_1", "eu-central-1", "EU-Central-1"])("knows Frankfurt as %s", (text) => {
    expect(findRegion(text)?.domain).toBe("mypurecloud.de");
  });

  it("suggests regions for a mistyped one", () => {
    expect(nearestRegions("mypurecloud.dee")[0]).toBe("mypurecloud.de");
    expect(findRegion("mypurecloud.dee")).toBeUndefined();
  });
});
