import fc from "fast-check";
import { expect, test } from "vitest";
import { hiddenLine, readMarked } from "../../../toolkit/posting/hiddenLine.ts";

const time = fc
  .date({ noInvalidDate: true, min: new Date(0), max: new Date("2999-01-01") })
  .map((date) => date.toISOString());
const count = fc.integer({ min: 1, max: 999_999_999_999_999 });
const run = fc.record({ id: count, attempt: count, started: time });
const stack = fc.oneof(
  fc.string({ unit: "binary", minLength: 1 }),
  fc.string({ unit: fc.constantFrom("-", ">", "!", "<", " ", "\n", "a"), minLength: 1 }),
);

test("no name of a stack ends the HTML comment early, or adds a line", () => {
  fc.assert(
    fc.property(stack, run, (name, of) => {
      const line = hiddenLine(name, of);
      expect(line.slice(4, -3)).not.toMatch(/--|>|<|\n|\r/);
      expect(line).toMatch(/^<!-- .* -->$/);
    }),
  );
});

test("what was written is read again, whatever follows it", () => {
  fc.assert(
    fc.property(stack, run, fc.string(), (name, of, text) => {
      const unix = text.replaceAll("\r\n", "\n");
      expect(readMarked(`${hiddenLine(name, of)}\n${unix}`, name)).toEqual({ run: of, text: unix });
    }),
  );
});

test("the line of one stack is never read as another's", () => {
  fc.assert(
    fc.property(stack, stack, run, (one, other, of) => {
      fc.pre(one.toWellFormed() !== other.toWellFormed());
      expect(readMarked(hiddenLine(one, of), other)).toBeUndefined();
    }),
  );
});

test("a run outside of a pipeline has no number", () => {
  const line = hiddenLine("prod", { started: "2026-11-21T12:00:00Z" });
  expect(line).toBe("<!-- genesys-access:prod run=none started=2026-11-21T12:00:00.000Z -->");
  expect(readMarked(line, "prod")?.run).toEqual({ started: "2026-11-21T12:00:00.000Z" });
});

test.each([
  "",
  "Text",
  "<!-- genesys-access:prod run=1 started=yesterday -->",
  "<!-- genesys-access:prod run=x started=2026-11-21 -->",
])("%j is no hidden line", (body) => {
  expect(readMarked(body, "prod")).toBeUndefined();
});
