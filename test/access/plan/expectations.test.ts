import { describe, expect, it } from "vitest";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";

const spec = specOf(
  loadTexts({
    "a.yaml": `organization: { id: ${ORGANIZATION} }
divisions: { EMEA: {} }
roles: { r: { name: R, permissions: [newProduct:newEntity:view] } }
clients:
  app:
    name: App
    grantType: client-credentials
    grants: [{ role: r, divisions: [EMEA] }]
    can: [GET /api/v2/users, { permission: newProduct:newEntity:view, in: EMEA }]
    cannot: [{ endpoint: GET /users/me, in: EMEA }]
  user: { name: User, grantType: code, redirectUris: [https://app.example/cb] }
only: [{ permission: routing:queue:view, subjects: [clients.app] }]
`,
  }),
);

describe("expectations of a spec", () => {
  it("are one list, in the order of the file, each with its place", () => {
    const planned = planOffline(spec);
    expect(planned.ok && planned.desired.expectations).toEqual([
      { kind: "can", path: ["clients", "app", "can", 0], client: "app", need: "GET /api/v2/users" },
      {
        kind: "can",
        path: ["clients", "app", "can", 1],
        client: "app",
        need: "newProduct:newEntity:view",
        division: "EMEA",
      },
      { kind: "cannot", path: ["clients", "app", "cannot", 0], client: "app", need: "GET /users/me", division: "EMEA" },
      { kind: "only", path: ["only", 0], permission: "routing:queue:view", subjects: ["clients.app"] },
    ]);
    expect(spec.locate(["clients", "app", "cannot", 0])).toMatchObject({ line: 10 });
  });
});
