import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { GenesysApiError } from "../../../providers/genesys/apiError.ts";
import type { GenesysClient } from "../../../providers/genesys/client.ts";
import { NotCounted, readUsage, refusalOf } from "../../../providers/genesys/usage.ts";

/** An org that gives these answers to the question, one after the other. */
function answering(...answers: readonly unknown[]) {
  const [asked, waits]: [unknown[], number[]] = [[], []];
  const left = [...answers];
  const client = {
    serverNow: () => Date.parse("2026-11-29T12:00:00Z"),
    sleep: async (milliseconds: number) => void waits.push(milliseconds),
    post: async (_: string, body: unknown, schema: z.ZodType) => {
      asked.push(body);
      return schema.parse({ executionId: "one" });
    },
    get: async (_: string, schema: z.ZodType) => schema.parse(left.length > 1 ? left.shift() : left[0]),
  };
  return { client: client as unknown as GenesysClient, asked, waits };
}

describe("the counts of calls", () => {
  it("are asked for the whole org at once, and waited for", async () => {
    const row = { clientId: "ABC", requests: 3, status200: 1, status300: 1 };
    const { client, asked, waits } = answering(
      { queryStatus: "Running" },
      { queryStatus: "Complete", results: [row, { ...row, requests: 2 }, { requests: 9 }], cursors: {} },
    );
    expect(await readUsage(client, 90)).toEqual(new Map([["abc", { requests: 5, successes: 4 }]]));
    expect(asked).toMatchObject([{ interval: "2026-08-31T12:00:00.000Z/2026-11-29T12:00:00.000Z" }]);
    expect(waits).toEqual([500]);
  });

  it.each([
    [{ queryStatus: "Failed" }, "could not count"],
    [{ queryStatus: "Running" }, "did not come to an end"],
    [{ queryStatus: "Complete", results: [], cursors: { next: "x" } }, "more counts than it gave"],
  ])("are none where the org gives no whole answer: %j", async (answer, why) => {
    const error = await readUsage(answering(answer).client, 90).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotCounted);
    expect(refusalOf(error, "a:b:c")).toContain(why);
  });

  it("tell why nobody could look, and hide no fault of the program", () => {
    const refused = (status: number) =>
      new GenesysApiError({
        method: "POST",
        path: "/api/v2/usage/query",
        status,
        code: "x",
        detail: "",
        correlationId: "",
      });
    expect(refusalOf(refused(403), "oauth:client:view")).toBe("The reading client lacks oauth:client:view.");
    expect(refusalOf(refused(400), "oauth:client:view")).toBe("The org answered 400.");
    expect(refusalOf(refused(0), "oauth:client:view")).toBe("The org did not answer.");
    expect(() => refusalOf(new TypeError("x"), "oauth:client:view")).toThrow(TypeError);
  });
});
