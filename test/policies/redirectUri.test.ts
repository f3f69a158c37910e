import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluate, evaluateRule } from "../../policies/evaluate.ts";
import { exactRedirectUri } from "../../policies/rules/exact-redirect-uri.ts";
import { codeClient } from "../support/codeClient.ts";

function messages(uri: string, development = false): string[] {
  return evaluateRule(exactRedirectUri, { ...codeClient, redirectUris: [uri], development }).map(
    ({ message }) => message,
  );
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

const LOOPBACKS = [
  "127.0.0.2",
  "127.1",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "017700000001",
  "0.0.0.0",
  "0",
  "[::]",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:2]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "localhost.",
  "LOCALHOST",
  "app.localhost",
  "app.localhost.",
  "localhost.localdomain",
];

describe.each(LOOPBACKS)("the loopback form %s", (host) => {
  it.each(["http", "https"])("is refused by %s, and let through in a development stack", (scheme) => {
    expect(messages(`${scheme}://${host}:3000/callback`).join()).toContain("points at the loopback address");
    expect(messages(`${scheme}://${host}:3000/callback`, true)).toEqual([]);
  });
});

const part = fc.integer({ min: 0, max: 255 });
const numberForms = [
  (value: number) => String(value),
  (value: number) => `0x${value.toString(16)}`,
  (value: number) => `0${value.toString(8)}`,
];
const form = fc.constantFrom(...numberForms);

it("refuses every address of 127.0.0.0/8 and 0.0.0.0/8, as one number or four, decimal, octal or hexadecimal, alone or in IPv6", () => {
  fc.assert(
    fc.property(fc.constantFrom(0, 127), part, part, part, form, (a, b, c, d, write) => {
      const whole = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
      const dotted = [a, b, c, d];
      const hosts = [
        write(whole),
        dotted.map(write).join("."),
        `[::ffff:${dotted.join(".")}]`,
        `[::ffff:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}]`,
      ];
      for (const host of hosts) expect(messages(`https://${host}/callback`).join()).toContain("loopback");
    }),
  );
});

it("takes no other IPv4 address for a loopback one", () => {
  fc.assert(
    fc.property(part, part, part, part, form, (a, b, c, d, write) => {
      fc.pre(a !== 0 && a !== 127);
      expect(messages(`https://${[a, b, c, d].map(write).join(".")}/callback`)).toEqual([]);
      expect(messages(`https://[::ffff:${[a, b, c, d].join(".")}]/callback`)).toEqual([]);
    }),
  );
});

describe("addresses that readers repair each in their own way", () => {
  it.each([
    ["https:app.contoso.example/callback", "lacks `//`"],
    ["https:/app.contoso.example/callback", "lacks `//`"],
    ["https:///app.contoso.example/callback", "lacks `//`"],
    ["https://@app.contoso.example/callback", "carries user info"],
    ["https://app.contoso.example\\@evil.example/callback", "backslash"],
    ["https://app.contoso.exa\tmple/callback", "nobody sees"],
    [" https://app.contoso.example/callback", "space"],
    ["https://app\u200b.contoso.example/callback", "nobody sees"],
    ["https://\u0430pp.contoso.example/callback", 'goes to "xn--pp-6kc.contoso.example"'],
    ["https://app\u3002contoso.example/callback", "not ASCII"],
    ["https://\u24d0pp.contoso.example/callback", "not ASCII"],
    ["https://%61pp.contoso.example/callback", "encoded host"],
    ["https://xn--pp-6kc.contoso.example/callback", "which people read as"],
  ])("refuses %j: it %s", (uri, flaw) => {
    expect(messages(uri).join()).toContain(flaw);
    expect(messages(uri, true).join()).toContain(flaw);
  });
});

describe("the list of hosts", () => {
  const hosts = ["crm.contoso.example", ".apps.contoso.example", "xn--pp-6kc.contoso.example"];
  const judged = (uri: string, development = false) =>
    evaluate([exactRedirectUri], [{ ...codeClient, redirectUris: [uri], development }], {
      "exact-redirect-uri": { hosts },
    }).map(({ message }) => message);

  it.each([
    "https://crm.contoso.example/callback",
    "https://CRM.contoso.example:8443/callback",
    "https://crm.contoso.example./callback",
    "https://a.apps.contoso.example/callback",
    "https://a.b.apps.contoso.example/callback",
    "https://xn--pp-6kc.contoso.example/callback",
  ])("lets %s through", (uri) => {
    expect(judged(uri)).toEqual([]);
  });

  it.each([
    "https://contoso.example/callback",
    "https://crm.contoso.example.evil.example/callback",
    "https://evilcrm.contoso.example/callback",
    "https://a.crm.contoso.example/callback",
    "https://apps.contoso.example/callback",
    "https://evilapps.contoso.example/callback",
    "https://xn--other-7kc.example/callback",
  ])("refuses %s", (uri) => {
    expect(judged(uri)).not.toEqual([]);
  });

  it("lets a development stack name its loopback addresses besides", () => {
    expect(judged("http://localhost:3000/callback", true)).toEqual([]);
    expect(judged("http://localhost:3000/callback")).not.toEqual([]);
  });

  it("refuses a host that no entry names, whatever the hosts are", () => {
    const label = fc.stringMatching(/^[a-z][a-z\d]{0,8}$/);
    const host = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join("."));
    fc.assert(
      fc.property(host, host, (allowed, other) => {
        fc.pre(allowed !== other);
        const settings = { "exact-redirect-uri": { hosts: [allowed] } };
        const facts = { ...codeClient, redirectUris: [`https://${other}/callback`] };
        expect(evaluate([exactRedirectUri], [facts], settings)).toHaveLength(1);
      }),
    );
  });

  it.each([
    "https://crm.contoso.example",
    "CRM.contoso.example",
    "crm.contoso.example/x",
    "",
    ".example",
    "*.x.example",
  ])("takes no %j for a host", (host) => {
    expect(exactRedirectUri.options?.safeParse({ hosts: [host] }).success).toBe(false);
  });
});
