import { afterEach, describe, expect, it, vi } from "vitest";
import { chooseManners, detail, remark, reportWidth, wantsColor } from "../../toolkit/terminal.ts";

afterEach(() => chooseManners({}));

describe("colours", () => {
  const terminal = { isTTY: true };
  const pipe = { isTTY: false };

  it.each([
    [terminal, {}, true],
    [pipe, {}, false],
    [terminal, { NO_COLOR: "1" }, false],
    [terminal, { NO_COLOR: "" }, true],
    [terminal, { TERM: "dumb" }, false],
    [terminal, { CLICOLOR: "0" }, false],
    [pipe, { CLICOLOR_FORCE: "1" }, true],
    [pipe, { CLICOLOR_FORCE: "0" }, false],
    [pipe, { CLICOLOR_FORCE: "1", NO_COLOR: "1" }, false],
    [pipe, { FORCE_COLOR: "1" }, true],
    [pipe, { FORCE_COLOR: "3", TERM: "dumb" }, true],
    [terminal, { FORCE_COLOR: "0" }, false],
    [terminal, { FORCE_COLOR: "false" }, false],
    [pipe, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
    [pipe, { FORCE_COLOR: "" }, false],
  ] as const)("are as the stream and the environment say: %j %j", (stream, env, wanted) => {
    expect(wantsColor(stream, env)).toBe(wanted);
  });

  it("are as the option says, whatever the environment says", () => {
    expect(wantsColor(pipe, { NO_COLOR: "1" }, "always")).toBe(true);
    expect(wantsColor(terminal, { FORCE_COLOR: "1" }, "never")).toBe(false);
  });
});

it("knows the width of a terminal, and none of a file or a pipe", () => {
  expect(reportWidth(undefined, { isTTY: true, columns: 80 })).toBe(80);
  expect(reportWidth("report.txt", { isTTY: true, columns: 80 })).toBeUndefined();
  expect(reportWidth(undefined, { isTTY: false, columns: 80 })).toBeUndefined();
});

it("tells remarks unless it is to be quiet, and steps where it is to be verbose, in printable text", () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const saidBy = (manners: Parameters<typeof chooseManners>[0]) => {
    told.mockClear();
    chooseManners(manners);
    remark("remark \u001b");
    detail("step");
    return told.mock.calls.flat();
  };
  expect(saidBy({})).toEqual(["remark \\u{1b}"]);
  expect(saidBy({ quiet: true })).toEqual([]);
  expect(saidBy({ verbose: true })).toEqual(["remark \\u{1b}", "step"]);
  told.mockRestore();
});
