import { describe, expect, it } from "vitest";
import { allOperations } from "../../../access/catalogue/operations.ts";
import { parseEndpoint } from "../../../access/intent/endpoint.ts";
import { printEndpoint } from "../../../access/values/endpoint.ts";

const found = (text: string) => {
  const parsed = parseEndpoint(text);
  return parsed.ok ? printEndpoint(parsed.operation) : parsed.flaw.code;
};

describe("an endpoint", () => {
  it.each([
    "POST /api/v2/analytics/conversations/details/query",
    "post analytics/conversations/details/query",
    "  POST   /analytics/conversations/details/query?expand=x  ",
    "POST https://api.mypurecloud.de/api/v2/analytics/conversations/details/query",
    "POST {{host}}/api/v2/analytics/conversations/details/query",
  ])("is understood as %j", (text) => {
    expect(found(text)).toBe("POST /api/v2/analytics/conversations/details/query");
  });

  it("is found by its template, by any names of its parameters, and by a real path", () => {
    for (const path of ["{userId}", "{id}", "7a0f1e5c-1111-4222-8333-444455556666"]) {
      expect(found(`GET /users/${path}`)).toBe("GET /api/v2/users/{userId}");
    }
    expect(found("GET /users/me")).toBe("GET /api/v2/users/me");
  });

  it.each([
    ["", "malformed-endpoint"],
    ["/routing/queues", "malformed-endpoint"],
    ["GET /a /b", "malformed-endpoint"],
    ["LIST /routing/queues", "malformed-endpoint"],
    ["GET /routing/nothing/here", "unknown-endpoint"],
    ["DELETE /routing/queues", "unknown-endpoint"],
    ["GET /contentmanagement/documents/{documentId}", "unholdable-endpoint"],
  ])("that is %j is a flaw, with one thing to do", (text, code) => {
    const parsed = parseEndpoint(text);
    expect(parsed.ok ? "" : parsed.flaw.code).toBe(code);
    expect(parsed.ok ? "" : parsed.flaw.fix).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    ["GET /api/v2/routing/queue", "GET /api/v2/routing/queues"],
    ["GET /api/v2/analytics/conversations/details/query", "POST /api/v2/analytics/conversations/details/query"],
    ["PUT /routing/queues/4711", "PUT /api/v2/routing/queues/{queueId}"],
    ["PUT /routing/qeues/4711", "PUT /api/v2/routing/queues/{queueId}"],
    ["POST /oauth/client", "POST /api/v2/oauth/clients"],
  ])("%j is near %j", (text, nearest) => {
    const parsed = parseEndpoint(text);
    expect(parsed.ok ? printEndpoint(parsed.operation) : parsed.flaw.nearest?.[0]).toBe(nearest);
  });

  it("of the catalogue is its own, but for the five that ask for a flag from before roles had permissions", () => {
    const others = allOperations()
      .map(printEndpoint)
      .filter((text) => found(text) !== text);
    expect(others).toHaveLength(5);
    expect(others.every((text) => text.includes("/contentmanagement/documents/"))).toBe(true);
  });
});
