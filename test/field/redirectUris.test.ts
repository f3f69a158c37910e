/** Redirect URIs that readers of addresses take for others than the file says. */
import { describe, expect, it } from "vitest";
import { evaluateRule } from "../../policies/evaluate.ts";
import { exactRedirectUri } from "../../policies/rules/exact-redirect-uri.ts";
import { codeClient } from "../support/codeClient.ts";

function judged(uri: string, development = false): string {
  return evaluateRule(exactRedirectUri, { ...codeClient, redirectUris: [uri], development })
    .map(({ message }) => message)
    .join("\n");
}

describe("an address that a URL parser reads otherwise is refused, with what it reads", () => {
  it.each([
    ["https://app.contoso.example/login/../evil", 'a browser reads "https://app.contoso.example/evil"'],
    ["https://app.contoso.example/./callback", 'a browser reads "https://app.contoso.example/callback"'],
    ["https://app.contoso.example/login/..", 'a browser reads "https://app.contoso.example/"'],
    ["https://app.contoso.example/a b", 'a browser reads "https://app.contoso.example/a%20b"'],
    ["https://app.contoso.example/callback ", 'a browser reads "https://app.contoso.example/callback"'],
    ["https://app.contoso.example/call\nback", 'a browser reads "https://app.contoso.example/callback"'],
    ["https:\\\\app.contoso.example\\callback", 'a browser reads "https://app.contoso.example/callback"'],
    ["https://app.contoso.example\\@evil.example/", 'a browser reads "https://app.contoso.example/@evil.example/"'],
    ["https://a@evil.example/callback", "carries user info"],
    ["https://app.contoso.example/callback#x", "has a fragment"],
    ["https://app.contoso.example:443/callback", 'a browser reads "https://app.contoso.example/callback"'],
    ["https://app.contoso.example:/callback", 'a browser reads "https://app.contoso.example/callback"'],
    ["https://app.contoso.example:08443/callback", 'a browser reads "https://app.contoso.example:8443/callback"'],
    ["https://app.contoso.example/b\u00fccher", 'a browser reads "https://app.contoso.example/b%C3%BCcher"'],
    ["https://b\u00fccher.example/callback", 'goes to "xn--bcher-kva.example"'],
    ["https://app.contoso.example/callback?q=a'b", 'a browser reads "https://app.contoso.example/callback?q=a%27b"'],
  ])("%j", (uri, told) => {
    expect(judged(uri)).toContain(told);
    expect(judged(uri, true)).not.toBe("");
  });
});

describe("an address that some readers decode is refused", () => {
  it.each([
    ["https://app.contoso.example/a/%2e%2e/b", "encoded dot"],
    ["https://app.contoso.example/a/%2E./b", "encoded dot"],
    ["https://app.contoso.example/a%2f..%2fb", "encoded dot, slash"],
    ["https://app.contoso.example/a%5c..%5cb", "encoded dot, slash or backslash"],
    ["https://app.contoso.example/callback%0d%0aX", "encoded control character"],
    ["https://app.contoso.example/callback?x=%00", "encoded control character"],
    ["https://app.contoso.example/a|b", "must encode"],
    ["https://app.contoso.example/100%", "must encode"],
  ])("%j", (uri, told) => {
    expect(judged(uri)).toContain(told);
  });
});

describe("an exact address is let through", () => {
  it.each([
    "https://app.contoso.example",
    "https://app.contoso.example/",
    "https://app.contoso.example:8443/callback",
    "https://app.contoso.example/oauth/callback.html?tenant=1&next=%2Fhome",
    "https://app.contoso.example/b%C3%BCcher/~me/a;b=1",
    "https://APP.contoso.example/Callback",
  ])("%s", (uri) => {
    expect(judged(uri)).toBe("");
  });
});
