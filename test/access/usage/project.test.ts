import { describe, expect, it } from "vitest";
import { projectMonth } from "../../../access/usage/project.ts";
import { parseDay } from "../../../access/values/day.ts";
import { LOAD_SHAPES, requestsOn } from "../../../simulator/index.ts";

const number = (day: string) => parseDay(day) ?? Number.NaN;
const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** A year of one shape, day by day. */
function year(shape: (typeof LOAD_SHAPES)[number], perDay = 1000) {
  const first = number("2025-11-01");
  return new Map(
    Array.from({ length: 430 }, (_, index) => [first + index, requestsOn(shape, perDay, text(first + index))]),
  );
}

describe("the projection of a month", () => {
  it.each(LOAD_SHAPES)("is within a tenth on the fifteenth of each month: %s", (shape) => {
    const all = year(shape);
    for (const month of ["2026-02", "2026-03", "2026-05", "2026-08", "2026-10", "2026-11", "2026-12"]) {
      const today = number(`${month}-15`);
      const known = new Map([...all].filter(([day]) => day < today));
      const foretold = projectMonth(known, today - 90, today - 1);
      const real = [...all].reduce((sum, [day, requests]) => (text(day).startsWith(month) ? sum + requests : sum), 0);
      expect(foretold?.month).toBe(month);
      expect(Math.abs((foretold?.requests ?? 0) / real - 1), month).toBeLessThan(0.1);
    }
  });

  it("on the first of a month stands on the days before alone", () => {
    const foretold = projectMonth(year("steady"), number("2026-03-01"), number("2026-05-31"));
    expect(foretold).toMatchObject({ month: "2026-06", counted: 0 });
    expect(Math.abs((foretold?.requests ?? 0) / 30_000 - 1)).toBeLessThan(0.05);
  });

  it("of a client that began a few days ago takes no silence before as its use", () => {
    const today = number("2026-06-11");
    const days = new Map(Array.from({ length: 5 }, (_, index) => [today - 5 + index, 100]));
    expect(projectMonth(days, today - 90, today - 1)).toMatchObject({ counted: 500, requests: 2500 });
  });

  it("is none where there is too little to stand on", () => {
    const today = number("2026-06-11");
    expect(projectMonth(new Map([[today - 1, 5]]), today - 90, today - 1)).toBeUndefined();
    expect(projectMonth(new Map(), today - 2, today - 1)).toBeUndefined();
    expect(projectMonth(new Map(), today - 90, today - 1)).toMatchObject({ requests: 0 });
  });
});
