import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keptPromises, promiseWords } from "../../policies/promises.ts";
import { isValid, openSpec } from "../../toolkit/open/loadedStack.ts";
import { onlySpec } from "../support/onlySpec.ts";

const PROMISE = '\n    cannot: [{ permission: "routing:queue:edit", in: EMEA }]';

interface Client {
  readonly key: string;
  readonly name: string;
  readonly promise?: string;
}

/** A spec with these clients, whose division EMEA is called as given. */
function stack(clients: readonly Client[], division = "EMEA", more = "") {
  const text = `organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }
divisions:
  EMEA: { name: ${division} }
roles:
  reader: { name: Integration - Reader, permissions: ["routing:queue:view"] }
clients:
${clients
  .map(
    ({ key, name, promise = "" }) => `  ${key}:
    name: ${name}
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA] }]${promise}
`,
  )
  .join("")}${more}`;
  const opened = openSpec({ name: "prod", file: "prod.yaml" }, onlySpec(text));
  if (!isValid(opened)) throw new Error(JSON.stringify(opened.problems));
  return opened;
}

const BASE = stack([{ key: "crm", name: "CRM", promise: PROMISE }]);
const kept = (head: ReturnType<typeof stack>, base = BASE) => keptPromises(base, head).map(promiseWords);

describe("the promises that a change is held to", () => {
  it("are none where the change makes them itself", () => {
    expect(kept(stack([{ key: "crm", name: "CRM", promise: PROMISE }]))).toEqual([]);
  });

  it("are those that it drops", () => {
    expect(kept(stack([{ key: "crm", name: "CRM" }]))).toEqual(["cannot routing:queue:edit in EMEA (clients.crm)"]);
  });

  it("follow a client to another key", () => {
    expect(kept(stack([{ key: "sales", name: "CRM" }]))).toEqual(["cannot routing:queue:edit in EMEA (clients.sales)"]);
  });

  it("follow it to another key and another name: every new client may be the same", () => {
    const head = stack([
      { key: "sales", name: "Sales" },
      { key: "other", name: "Other" },
    ]);
    expect(kept(head)).toEqual([
      "cannot routing:queue:edit in EMEA (clients.sales)",
      "cannot routing:queue:edit in EMEA (clients.other)",
    ]);
  });

  it("are not lured away by another client under the old key, or under the old name", () => {
    const head = stack([
      { key: "crm", name: "Decoy" },
      { key: "sales", name: "CRM" },
      { key: "more", name: "More" },
    ]);
    expect(kept(head)).toEqual([
      "cannot routing:queue:edit in EMEA (clients.crm)",
      "cannot routing:queue:edit in EMEA (clients.sales)",
      "cannot routing:queue:edit in EMEA (clients.more)",
    ]);
  });

  it("end with a client that nothing takes the place of", () => {
    const old = { key: "old", name: "Old" };
    const base = stack([{ key: "crm", name: "CRM", promise: PROMISE }, old]);
    expect(kept(stack([old]), base)).toEqual([]);
  });

  it("hold anywhere where no division has the name any more, though its key is made of another one", () => {
    const head = stack([{ key: "crm", name: "CRM", promise: PROMISE }], "NA");
    expect(kept(head)).toEqual(["cannot routing:queue:edit (clients.crm)"]);
  });

  it("let nobody in under the key of an existing client with another id", () => {
    const only = (id: string) => `  legacy:
    existing: ${id}
    grants: [{ role: reader, divisions: [EMEA] }]
only: [{ permission: "routing:queue:view", subjects: [clients.legacy] }]
`;
    const base = stack([], "EMEA", only("6f1a2c3d-0000-4000-8000-000000000001"));
    expect(keptPromises(base, stack([], "EMEA", only("6f1a2c3d-0000-4000-8000-000000000001")))).toEqual([]);
    expect(keptPromises(base, stack([], "EMEA", only("6f1a2c3d-0000-4000-8000-000000000002")))).toMatchObject([
      { kind: "only", subjects: [] },
    ]);
  });

  it("hold whatever a client is called", () => {
    const word = fc.stringMatching(/^[a-z]{3,8}$/);
    fc.assert(
      fc.property(word, word, (key, name) => {
        expect(kept(stack([{ key, name }])).length).toBe(1);
      }),
      { numRuns: 30 },
    );
  });
});
