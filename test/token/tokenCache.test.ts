import { describe, expect, it } from "vitest";
import { TokenError } from "../../token/index.ts";
import { json, orgStandIn } from "./orgStandIn.ts";

const logins = (seen: readonly string[]) => seen.filter((request) => request === "POST login").length;

describe("the token of a consumer", () => {
  it("is fetched once for calls that ask at the same time", async () => {
    const org = orgStandIn();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => org.tokens.token()));
    expect(new Set(tokens).size).toBe(1);
    expect(logins(org.seen)).toBe(1);
  });

  it("is kept until 60 seconds before it ends", async () => {
    const org = orgStandIn(3600);
    const first = await org.tokens.token();
    org.now = 3_539_999;
    expect(await org.tokens.token()).toBe(first);
    org.now = 3_540_000;
    expect(await org.tokens.token()).not.toBe(first);
    expect(logins(org.seen)).toBe(2);
  });

  it("is used for half its life when that is shorter than the margin", async () => {
    const org = orgStandIn(30);
    const first = await org.tokens.token();
    org.now = 14_999;
    expect(await org.tokens.token()).toBe(first);
  });

  it("is renewed once by all who see it end", async () => {
    const org = orgStandIn();
    await org.tokens.token();
    org.now = 4_000_000;
    await Promise.all(Array.from({ length: 20 }, () => org.tokens.token()));
    expect(logins(org.seen)).toBe(2);
  });

  it("stays when an older one is rejected", async () => {
    const org = orgStandIn();
    const first = await org.tokens.token();
    await org.tokens.reject(first);
    const second = await org.tokens.token();
    await org.tokens.reject(first);
    expect(await org.tokens.token()).toBe(second);
  });

  it("comes from what the vault holds at the time of the login", async () => {
    const org = orgStandIn();
    const first = await org.tokens.token();
    org.secrets.set("two", "second-secret");
    org.vault = { clientId: "two", clientSecret: "second-secret" };
    await org.tokens.reject(first);
    expect(await org.tokens.token()).not.toBe(first);
    expect(org.reads).toBe(2);
  });
});

describe("a login that is refused", () => {
  it("looks into the vault once more, because the secret may have been rotated just then", async () => {
    const org = orgStandIn();
    org.secrets.set("one", "rotated-secret");
    const before = org.vault;
    let looks = 0;
    Object.defineProperty(org, "vault", {
      get: () => (++looks === 1 ? before : { clientId: "one", clientSecret: "rotated-secret" }),
    });
    expect(await org.tokens.token()).toMatch(/^token-/);
    expect(org.waits).toEqual([]);
  });

  it("fails at once where the vault has nothing newer, says what to check, and names no secret", async () => {
    const org = orgStandIn();
    org.secrets.clear();
    const error = await org.tokens.token().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TokenError);
    expect(String(error)).toContain("Check the client id, its secret and the region");
    expect(JSON.stringify(error) + String(error) + (error as Error).stack).not.toContain("first-secret");
    expect(logins(org.seen)).toBe(1);
  });

  it("is not remembered: the next call tries again", async () => {
    const org = orgStandIn();
    org.secrets.clear();
    await expect(org.tokens.token()).rejects.toThrow(TokenError);
    org.secrets.set("one", "first-secret");
    expect(await org.tokens.token()).toMatch(/^token-/);
  });
});

describe("a login that the org cannot answer now", () => {
  it("waits as long as Retry-After says", async () => {
    const org = orgStandIn();
    org.logins.push(json(429, {}, { "retry-after": "7" }));
    await org.tokens.token();
    expect(org.waits).toEqual([7000]);
  });

  it("waits longer each time where nothing is said: too many logins, an error of the org, no answer", async () => {
    const org = orgStandIn();
    org.logins.push(
      json(400, { error: "invalid_request", description: "rate limit exceeded: 300" }),
      json(503, {}),
      "lost",
    );
    await org.tokens.token();
    expect(org.waits).toEqual([500, 1000, 2000]);
  });

  it("gives up when the org asks for more than three minutes", async () => {
    const org = orgStandIn();
    org.logins.push(json(429, {}, { "retry-after": "181" }));
    await expect(org.tokens.token()).rejects.toThrow("Try again later.");
  });

  it("gives up after eight tries without an answer, and names no secret", async () => {
    const org = orgStandIn();
    org.logins.push(...Array.from({ length: 8 }, () => "lost" as const));
    const error = await org.tokens.token().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "TokenError", status: 0 });
    expect(String(error)).not.toContain(Buffer.from("one:first-secret").toString("base64"));
    expect(logins(org.seen)).toBe(8);
  });

  it("gives up on an answer that holds no token", async () => {
    const org = orgStandIn();
    org.logins.push(json(200, { token_type: "bearer" }));
    await expect(org.tokens.token()).rejects.toThrow("status 200");
  });
});
