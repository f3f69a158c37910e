import { describe, expect, it } from "vitest";
import { masked } from "../../token/masked.ts";

const SECRET = 's3cr3t_Ab+/=x y&%ü"q';
const ID = "8b1c2d3e-aaaa-4bbb-8ccc-1234567890ab";
const pair = `${ID}:${SECRET}`;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const lower = (text: string) => text.replace(/%../g, (hex) => hex.toLowerCase());

const FORMS: Readonly<Record<string, string>> = {
  "in clear": SECRET,
  "as JSON": JSON.stringify(SECRET),
  "in a URL": encodeURIComponent(SECRET),
  "in a URL, small letters": lower(encodeURIComponent(SECRET)),
  "in a form": new URLSearchParams({ client_secret: SECRET }).toString(),
  "in base64": base64(SECRET),
  "in base64url": Buffer.from(SECRET).toString("base64url"),
  "in the header": `Basic ${base64(pair)}`,
  "in the header, base64url": `Basic ${Buffer.from(pair).toString("base64url")}`,
  "in the header, in a URL": encodeURIComponent(`Basic ${base64(pair)}`),
  "in the header without its scheme's blank": `authorization=${base64(pair)}`,
  "in base64 of the whole header": base64(`Basic ${base64(pair)}`),
  "in base64 of a request": base64(`authorization: ${pair}\r\nhost: x`),
  "behind one character of base64": base64(`x${SECRET}`),
  "behind two characters of base64": base64(`xy${SECRET}`),
};

describe("a secret in a text of somebody else", () => {
  it.each(Object.entries(FORMS))("is masked %s", (_where, form) => {
    const text = masked(`The header was "${form}", says the proxy; in brackets (${form}).`, [SECRET]);
    expect(text).toContain("[secret]");
    expect(text).not.toContain(form.replace(/^Basic /, ""));
    for (const run of text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? []) {
      for (const start of [0, 1, 2, 3])
        expect(Buffer.from(run.slice(start), "base64").toString()).not.toContain(SECRET);
    }
  });

  it("is all that is masked", () => {
    const text =
      "Missing [authorization:role:view] for 8b1c2d3e-aaaa-4bbb-8ccc-1234567890ab at 100% (TWFueSBoYW5kcyBtYWtl)";
    expect(masked(text, [SECRET])).toBe(text);
    expect(masked(text, [""])).toBe(text);
  });

  it("takes no long time in a long text", () => {
    const begin = performance.now();
    masked("QUJD".repeat(16_384), [SECRET]);
    masked("%41".repeat(16_384), [SECRET]);
    expect(performance.now() - begin).toBeLessThan(2000);
  });
});
