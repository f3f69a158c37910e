/** Scopes as "Select all" of the console gives them, and the life of tokens. */
import { describe, expect, it } from "vitest";
import { allScopes } from "../../access/catalogue/scopes.ts";
import { checkedText } from "../support/checkedText.ts";

const client = (text: string) => `
organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }
divisions: { EMEA: {} }
roles:
  reader: { name: Reader, purpose: Names of queues, permissions: ["routing:queue:view"] }
clients:
  sync:
    name: Sync
    owner: team@contoso.example
    purpose: Keeps users in step
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA] }]
    ${text}
`;
const ALL = [...allScopes()];
const scopes = (list: readonly string[]) => `scopes: ${JSON.stringify(list)}`;
const aboutScopes = (text: string) =>
  checkedText(client(text))
    .filter(({ path }) => path?.includes("scopes"))
    .map(({ rule, level, id }) => `${rule} ${level} ${id}`);
const EVERY = "no-wildcard-scope mandatory no-wildcard-scope/client/sync/nearly-all";

describe("nearly all scopes", () => {
  it.each([
    ["all of a read-write client", ALL, "access: read-write"],
    ["all but the all-embracing one", ALL.filter((scope) => scope !== "all"), "access: read-write"],
    ["all that only read", ALL.filter((scope) => scope.endsWith(":readonly")), "access: read-only"],
    ["two of three", ALL.filter((_, index) => index % 3 !== 0), "access: read-write"],
  ])("are one mandatory finding: %s", (_, list, access) => {
    expect(aboutScopes(`${access}\n    ${scopes(list)}`)).toEqual([EVERY]);
  });

  it("are two of a read-only client, whatever else is disabled", () => {
    expect(aboutScopes(scopes(ALL))).toEqual([EVERY, "no-write-scope mandatory no-write-scope/client/sync/nearly-all"]);
  });

  it("are not what an ordinary client names", () => {
    const few = [
      "routing:readonly",
      "users:readonly",
      "analytics:readonly",
      "conversations:readonly",
      "presence:readonly",
    ];
    expect(aboutScopes(scopes(few))).not.toContain(EVERY);
  });
});

describe("a life of 450 days", () => {
  const found = (text: string) => checkedText(client(text)).map(({ rule, waivable }) => `${rule} ${waivable}`);

  it.each(["450d", "38880000", "10800h"])("is the rule's to judge for a SCIM client: %s", (life) => {
    expect(found(`tokenLifetime: ${life}\n    access: read-write\n    scopes: [scim]`)).toContain(
      "token-lifetime true",
    );
  });

  it("is none for other clients, and the message says whose it is", () => {
    const results = checkedText(client("tokenLifetime: 450d\n    scopes: [users:readonly]"));
    expect(results.map(({ rule }) => rule)).toContain("bad-token-lifetime");
    expect(results[0]?.message).toContain("clients with the scope scim only");
  });

  it("is the longest", () => {
    expect(found("tokenLifetime: 451d\n    scopes: [scim]")).toContain("bad-token-lifetime false");
  });
});
