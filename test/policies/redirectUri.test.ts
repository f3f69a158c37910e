import { describe, expect, it } from "vitest";
import { evaluateRule } from "../../policies/evaluate.ts";
import type { ClientFacts } from "../../policies/facts.ts";
import { exactRedirectUri } from "../../policies/rules/exact-redirect-uri.ts";

const client: ClientFacts = {
  kind: "client",
  key: "app",
  name: "App",
  access: "read-only",
  grantType: "CODE",
  scopes: [],
  redirectUris: [],
  tokenLifetime: 3600,
  development: false,
  dataProtection: { nativeMasking: false },
  secrets: [{ generation: 1 }],
  grants: [],
};

function messages(uri: string, development = false): string[] {
  return evaluateRule(exactRedirectUri, { ...client, redirectUris: [uri], development }).map(({ message }) => message);
}

describe("redirect URIs", () => {
  it.each([
    ["http://app.contoso.example/callback", "is not https"],
    ["https://*.contoso.example/callback", "has a wildcard"],
    ["https://app.contoso.example/callback#done", "has a fragment"],
    ["/callback", "is not an absolute URI"],
    ["https://user:pass@app.contoso.example/callback", "carries user info"],
    ["javascript:alert(1)", "is not https"],
    ["http://localhost:3000/callback", "points at the loopback address"],
    ["https://127.0.0.1/callback", "points at the loopback address"],
    ["http://[::1]:8080/callback", "points at the loopback address"],
  ])("refuses %s: it %s", (uri, flaw) => {
    expect(messages(uri).join()).toContain(flaw);
  });

  it("accepts an exact https address", () => {
    expect(messages("https://app.contoso.example/oauth/callback?tenant=1")).toEqual([]);
  });

  it.each(["http://localhost:3000/callback", "http://127.0.0.1/callback", "https://localhost/callback"])(
    "accepts %s in a development stack",
    (uri) => {
      expect(messages(uri, true)).toEqual([]);
    },
  );

  it("still refuses other plain http addresses in a development stack", () => {
    expect(messages("http://localhost.contoso.example/callback", true).join()).toContain("is not https");
  });
});
