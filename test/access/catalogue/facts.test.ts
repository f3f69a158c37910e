import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { actionClass } from "../../../access/catalogue/actions.ts";
import { DANGER_KINDS, dangerousPermissions, dangersOf } from "../../../access/catalogue/dangers.ts";
import { isAdminRole, isDefaultRole } from "../../../access/catalogue/defaultRoles.ts";
import { catalogueError, errorCodes } from "../../../access/catalogue/errors.ts";
import { LIMITS, limit } from "../../../access/catalogue/limits.ts";
import { allOwnOnly, ownOnly } from "../../../access/catalogue/ownOnly.ts";
import { allRegions } from "../../../access/catalogue/regions.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

describe("the regions", () => {
  it("are those of the vendor's own SDK", () => {
    const sdk = join(ROOT, "node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2");
    const hosts = readFileSync(join(sdk, "PureCloudRegionHosts.js"), "utf8");
    const theirs = [...hosts.matchAll(/(\w+): '([^']+)'/g)].map(([, name, domain]) => `${name} ${domain}`);
    expect(theirs.length).toBeGreaterThan(10);
    expect(
      allRegions()
        .map(({ name, domain }) => `${name} ${domain}`)
        .sort(),
    ).toEqual(theirs.sort());
  });
});

describe("dangers", () => {
  it.each(DANGER_KINDS)("of the kind %s are there, with what they do", (kind) => {
    expect(dangersOf(kind).length).toBeGreaterThan(0);
    for (const { permissions, does } of dangersOf(kind)) {
      expect(permissions.length).toBeGreaterThan(0);
      expect(does).toMatch(/^[a-z]/);
    }
  });

  it("answer by permission", () => {
    expect(dangerousPermissions("unredacted").get("dataprivacy:maskingrule:delete")).toBe("removes masking rules");
    expect(dangerousPermissions("unredacted").get("routing:queue:view")).toBeUndefined();
    expect(dangerousPermissions("unredacted").get("constructor")).toBeUndefined();
  });
});

describe("default roles", () => {
  it("are known by name and by key, case, spaces and dashes aside", () => {
    expect(["Communicate - User", "communicate user", "trustedUser", "EMPLOYEE"].filter(isDefaultRole)).toHaveLength(4);
    expect(["Queue Reader", "", "-", "?", "constructor"].filter(isDefaultRole)).toEqual([]);
  });

  it("are administrators' or not", () => {
    expect(["Admin", "master admin", "Supervisor", "Queue Reader"].map(isAdminRole)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("errors", () => {
  it("are found by code, each in its own place", () => {
    expect(catalogueError("api", "bad.credentials", "")).toMatchObject({ layer: "token" });
    expect(catalogueError("login", "bad.credentials", "")).toBeUndefined();
    expect(catalogueError("status", "429", "")).toMatchObject({ layer: "rate-limit" });
    expect(catalogueError("api", "constructor", "")).toBeUndefined();
  });

  it("that only their words give away are found by them", () => {
    expect(catalogueError("login", "invalid_request", "Rate limit exceeded; retry")).toMatchObject({
      layer: "rate-limit",
    });
    expect(catalogueError("login", "invalid_request", "no grant_type")).toBeUndefined();
    expect(catalogueError("api", undefined, "This request requires a user context.")?.layer).toBe("grant-type");
    expect(catalogueError("api", undefined, "")).toBeUndefined();
  });

  it("give their codes with the longer ones first, none twice", () => {
    for (const codes of (["api", "login", "status"] as const).map(errorCodes)) {
      expect(codes.length).toBeGreaterThan(0);
      expect(new Set(codes).size).toBe(codes.length);
      expect(codes.map(({ length }) => length)).toEqual(codes.map(({ length }) => length).sort((a, b) => b - a));
    }
  });
});

describe("limits", () => {
  it.each(LIMITS)("%s is a number that can bind somebody", (name) => {
    expect(limit(name)).toBeGreaterThan(0);
  });

  it("leave room between the shortest and the longest life of a token", () => {
    expect(limit("access-token-seconds-least")).toBeLessThan(limit("access-token-seconds-most"));
  });
});

describe("permissions that show only one's own", () => {
  it("read, as does the one that shows the same of everybody, which is none of them", () => {
    for (const { permission, instead } of allOwnOnly()) {
      expect(ownOnly(permission)).toMatchObject({ instead });
      expect(ownOnly(instead)).toBeUndefined();
      expect([permission, instead].map((one) => actionClass(one.split(":")[2] ?? ""))).toEqual(["read", "read"]);
    }
  });
});
