import { describe, expect, it } from "vitest";
import { json, orgStandIn } from "./orgStandIn.ts";

const ME = "/api/v2/users/me";

describe("a call of a consumer", () => {
  it("carries the token, and the caller's own headers and body", async () => {
    const org = orgStandIn();
    const answer = await org.call(ME, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    expect(answer.status).toBe(200);
    expect(org.seen).toEqual(["POST login", `POST ${ME} token-1`]);
    expect(org.bodies).toEqual(["{}"]);
  });

  it("logs in again after a 401, with what the vault holds by then, and is sent once more", async () => {
    const org = orgStandIn();
    await org.call(ME);
    org.valid.clear();
    org.secrets.clear();
    org.secrets.set("two", "second-secret");
    org.vault = { clientId: "two", clientSecret: "second-secret" };
    expect((await org.call(ME, { method: "POST", body: "{}" })).status).toBe(200);
    expect(org.seen).toEqual([
      "POST login",
      `GET ${ME} token-1`,
      `POST ${ME} token-1`,
      "POST login",
      `POST ${ME} token-4`,
    ]);
  });

  it("logs in once for many calls that get a 401 at the same time", async () => {
    const org = orgStandIn();
    await org.call(ME);
    org.valid.clear();
    const answers = await Promise.all(Array.from({ length: 10 }, () => org.call(ME)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(org.seen.filter((request) => request === "POST login")).toHaveLength(2);
  });

  it("gives the caller the second 401", async () => {
    const org = orgStandIn();
    org.calls.push(json(401, {}), json(401, {}));
    expect((await org.call(ME)).status).toBe(401);
    expect(org.calls).toEqual([]);
  });

  it("waits as long as the org asks after a 429, together with every other call", async () => {
    const org = orgStandIn();
    org.calls.push(json(429, {}, { "retry-after": "3" }));
    const answers = await Promise.all([org.call(ME), org.call(ME)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(org.waits).toEqual([3000]);
  });

  it("gives the caller the 429 after eight tries, or at once when the org asks for more than three minutes", async () => {
    const org = orgStandIn();
    org.calls.push(...Array.from({ length: 8 }, () => json(429, {})));
    expect((await org.call(ME)).status).toBe(429);
    expect(org.waits).toHaveLength(7);
    org.calls.push(json(429, {}, { "retry-after": "181" }));
    expect((await org.call(ME)).status).toBe(429);
    expect(org.waits).toHaveLength(7);
  });

  it("leaves every other answer to the caller, who alone knows what may be repeated", async () => {
    const org = orgStandIn();
    org.calls.push(json(503, {}), json(403, {}));
    expect((await org.call(ME)).status).toBe(503);
    expect((await org.call(ME)).status).toBe(403);
  });

  it("sends a stream once: it cannot be sent again", async () => {
    const org = orgStandIn();
    org.calls.push(json(401, {}));
    const body = new ReadableStream();
    expect((await org.call(ME, { method: "POST", body })).status).toBe(401);
    expect(org.seen).toHaveLength(2);
  });

  it("takes the token to no other host", async () => {
    const org = orgStandIn();
    await expect(org.call("https://elsewhere.example/api")).rejects.toThrow("the access token does not go there");
    await expect(org.call("//elsewhere.example/api")).rejects.toThrow(TypeError);
    expect(org.seen).toEqual([]);
  });
});
