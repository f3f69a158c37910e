import { expect, test } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { as, openOrg, withToken } from "./support.ts";

const START = "2026-06-10T12:00:00.000Z";
const now = () => Date.parse(START);

test("days pass at once: dates, the Date header, usage and lifetimes of tokens follow", async () => {
  const org = await openOrg({ now });
  const admin = await as(org, SEED.console);
  const control = withToken(org, "");
  expect((await control.get("/simulator/clock")).body).toEqual({ now: START });
  expect((await control.send("PUT", "/simulator/clock", { advance: "P2DT3H" })).body).toEqual({
    now: "2026-06-12T15:00:00.000Z",
  });
  expect((await admin.get("/api/v2/tokens/me")).body.code).toBe("credentials.expired");
  const again = await as(org, SEED.console);
  const answer = await again.send("POST", "/api/v2/authorization/divisions", { name: "Later" });
  expect(answer.headers.get("date")).toBe("Fri, 12 Jun 2026 15:00:00 GMT");
  expect(org.audit()).toMatchObject([{ eventDate: "2026-06-12T15:00:00.000Z" }]);
  expect(new Set(org.usage().map(({ day }) => day))).toEqual(new Set(["2026-06-12"]));
});

test("it can be set to a time, and moved by milliseconds", async () => {
  const org = await openOrg({ now });
  const control = withToken(org, "");
  const moved = async (body: object) => (await control.send("PUT", "/simulator/clock", body)).body["now"];
  expect(await moved({ now: "2026-07-01T00:00:00Z" })).toBe("2026-07-01T00:00:00.000Z");
  expect(await moved({ advance: 1500 })).toBe("2026-07-01T00:00:01.500Z");
  expect(await moved({ advance: "P1W" })).toBe("2026-07-08T00:00:01.500Z");
  org.clock.set(new Date("2026-08-01T00:00:00Z"));
  expect(await moved({ advance: "PT0S" })).toBe("2026-08-01T00:00:00.000Z");
});

test("it goes forwards only, and says so where it is not moved", async () => {
  const org = await openOrg({ now });
  const control = withToken(org, "");
  const refused = async (body: object) => {
    const { status, body: answer } = await control.send("PUT", "/simulator/clock", body);
    expect(status).toBe(400);
    return answer.message;
  };
  expect(await refused({ now: "2026-06-01" })).toBe(
    `The clock goes forwards only: it shows ${START}, and was not moved.`,
  );
  expect(await refused({ now: "tomorrow" })).toBe('"tomorrow" is no time: write it as ISO 8601 does.');
  expect(await refused({ advance: "1 day" })).toContain('"1 day" is no span of time: write P1D');
  for (const advance of ["P", "PT", "P1DT", "P1Y"]) expect(await refused({ advance })).toContain("no span");
  for (const advance of [-1, "P9999999D"]) expect(await refused({ advance })).toContain("forwards only");
  for (const body of [{}, { advance: 1, now: START }, { forward: 1 }]) expect(await refused(body)).toContain("advance");
  expect((await control.get("/simulator/clock")).body).toEqual({ now: START });
});
