import { describe, expect, it } from "vitest";
import { userCalls } from "../../../access/plan/userCalls.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";

const spec = specOf(
  loadTexts({
    "a.yaml": `organization: { id: ${ORGANIZATION} }
roles:
  screen-pop: { name: Screen pop, access: read-write, profile: crm-screen-pop, endpoints: [GET /api/v2/routing/queues, GET /routing/queues/me] }
  reader: { name: Reader, profile: bi-analytics-reader, permissions: [routing:queue:view] }
  theirs: { existing: Employee }
`,
  }),
);

describe("calls of a role that only a user can make", () => {
  it("stand where the role asks for them, and for nothing that both kinds of callers can call", () => {
    expect(userCalls(spec.value)).toEqual([
      {
        role: "screen-pop",
        path: ["roles", "screen-pop", "profile"],
        profile: "crm-screen-pop",
        operations: ["GET /api/v2/users/me"],
      },
      {
        role: "screen-pop",
        path: ["roles", "screen-pop", "endpoints", 1],
        operations: ["GET /api/v2/routing/queues/me"],
      },
    ]);
  });
});
