import { describe, expect, it } from "vitest";
import { actionClass } from "../../../access/catalogue/actions.ts";
import { allOperations, matchOperation, operation } from "../../../access/catalogue/operations.ts";
import {
  allPermissions,
  expandPermissionPattern,
  isWritePermission,
  permission,
  permissionExists,
} from "../../../access/catalogue/permissions.ts";
import { allScopes, isWriteScope, scope, scopeExists } from "../../../access/catalogue/scopes.ts";

describe("permissions of the catalogue", () => {
  it("are known one by one, without wildcards and legacy flags", () => {
    expect(permissionExists("routing:queue:view")).toBe(true);
    expect(
      ["routing:queues:view", "routing:queue:*", "routing:queue:view,add", "admin"].filter(permissionExists),
    ).toEqual([]);
    expect([...allPermissions()].every((text) => text.split(":").length === 3)).toBe(true);
  });

  it("carry kind, division awareness and label", () => {
    expect(permission("analytics:conversationDetail:view")).toMatchObject({
      kind: "read",
      divisionAware: "yes",
      label: expect.stringContaining("analytics"),
    });
    expect(permission("telephony:plugin:all")?.kind).toBe("admin");
    expect(permission("a:b:view")).toBeUndefined();
  });

  it("write unless their kind, or the action of an unknown one, is read", () => {
    expect(
      ["routing:queue:view", "made:up:view", "analytics:*:view", "routing:queue:view,search"].filter(isWritePermission),
    ).toEqual([]);
    const writing = [
      "routing:queue:edit",
      "oauth:client:authorize",
      "made:up:frobnicate",
      "routing:*:*",
      "routing:queue:view,edit",
    ];
    expect(writing.filter(isWritePermission)).toEqual(writing);
  });

  it("expand from patterns to what exists", () => {
    const expanded = expandPermissionPattern("analytics:*:view");
    expect(expanded).toContain("analytics:conversationDetail:view");
    expect(expanded.every((text) => /^analytics:[^:]+:view$/.test(text) && permissionExists(text))).toBe(true);
    expect(expandPermissionPattern("*:*:*")).toEqual(expect.arrayContaining([...allPermissions()]));
    expect(expandPermissionPattern("routing:queue:view")).toEqual(["routing:queue:view"]);
    expect(["nothing:*:view", "routing:queue", "routing:queue:frobnicate"].flatMap(expandPermissionPattern)).toEqual(
      [],
    );
  });

  it("take unknown actions for write", () => {
    expect(["view", "edit", "admin", "*", "toString"].map(actionClass)).toEqual([
      "read",
      "write",
      "admin",
      "write",
      "write",
    ]);
  });
});

describe("scopes of the catalogue", () => {
  it("are readonly or write, user-basic-info being harmless", () => {
    expect(scope("analytics:readonly")?.readonly).toBe(true);
    expect(["analytics:readonly", "user-basic-info", "audits:readonly"].filter(isWriteScope)).toEqual([]);
    expect(
      ["analytics", "all", "notifications", "upload", "data-extensions", "made-up:readonly"].every(isWriteScope),
    ).toBe(true);
  });

  it("have two forms, but for the families that the doc comment names", () => {
    const known = new Set(allScopes());
    const single = [...known].filter((text) =>
      text.endsWith(":readonly") ? !known.has(text.replace(":readonly", "")) : !known.has(`${text}:readonly`),
    );
    expect(single.sort()).toEqual([
      "all",
      "audits:readonly",
      "data-extensions",
      "notifications",
      "search:readonly",
      "streaming-events:readonly",
      "upload",
      "user-basic-info",
    ]);
    expect(scopeExists("analytics:view")).toBe(false);
  });
});

describe("operations of the catalogue", () => {
  it("say what they need", () => {
    expect(operation("POST", "/api/v2/analytics/conversations/details/query")).toMatchObject({
      match: "ANY",
      permissions: ["analytics:conversationDetail:view", "analytics:agentConversationDetail:view"],
      scopes: ["analytics", "analytics:readonly"],
      leastScope: "analytics:readonly",
      effect: "read",
    });
    expect(operation("get", "agentic/virtualagents")?.scopes).toBeUndefined();
    expect(operation("GET", "/api/v2/nothing")).toBeUndefined();
  });

  it("are found by a real path, fixed segments first", () => {
    expect(matchOperation("GET", "/api/v2/users/me?expand=presence")?.path).toBe("/api/v2/users/me");
    expect(matchOperation("get", "/users/7a0f1e5c")?.path).toBe("/api/v2/users/{userId}");
    expect(matchOperation("DELETE", "/api/v2/nothing/here")).toBeUndefined();
  });

  it("match their own documented path, and ask for known permissions only", () => {
    for (const { method, path, permissions } of allOperations()) {
      expect(matchOperation(method, path.replace(/\{[^}]+\}/g, "0-0"))?.path).toBe(path);
      expect(permissions.filter((text) => text.includes(":") && !permissionExists(text))).toEqual([]);
    }
  });
});
