import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import type { Told } from "../../../toolkit/fleet/everyOrg.ts";
import { NO_CHANGES } from "../../../toolkit/fleet/model.ts";
import { inTime } from "../../../toolkit/fleet/outOfTime.ts";
import { withinTime } from "../../../toolkit/fleet/timeLimit.ts";

const LIMIT = 400;
const soon = { inOrder: 400, atOnce: 400, killed: 400 };
const shell = (script: string) =>
  promisify(execFile)("sh", ["-c", script]).then(
    ({ stdout }) => stdout,
    (error: { readonly stdout: string; readonly signal: string }) => `${error.stdout}${error.signal}`,
  );
const timed = (work: () => Promise<string>) => withinTime(LIMIT, work, soon);

describe.skipIf(process.platform === "win32")("the time that one org may take", () => {
  it("does not touch what ends in time, and what another org runs", async () => {
    const [quick, slow, unlimited] = await Promise.all([
      withinTime(10_000, () => shell("sleep 0.8; echo done"), soon),
      timed(() => shell("exec sleep 30")),
      withinTime(undefined, () => shell("sleep 0.8; echo done")),
    ]);
    expect(quick).toEqual({ value: "done\n", stopped: undefined });
    expect(slow).toEqual({ value: "SIGINT", stopped: "in order" });
    expect(unlimited).toEqual({ value: "done\n", stopped: undefined });
  });

  it("ends as Ctrl-C first, so that a step can be ended, by whatever library the process was started", async () => {
    const tidy = "trap 'echo tidied; exit 0' INT; while :; do sleep 0.1; done";
    expect(await timed(() => shell(tidy))).toEqual({ value: "tidied\n", stopped: "in order" });
    const byAutomation = async () => (await execa("sh", ["-c", tidy])).stdout;
    expect(await timed(byAutomation)).toEqual({ value: "tidied", stopped: "in order" });
  });

  it("is told a second time, then killed, and is not waited for when it does not end even then", async () => {
    const twice = "n=0; trap 'n=$((n+1)); [ $n = 2 ] && exit 0' INT; while :; do sleep 0.1; done";
    expect(await timed(() => shell(twice))).toMatchObject({ stopped: "in order" });
    const deaf = "trap '' INT; while :; do sleep 0.1; done";
    expect(await timed(() => shell(deaf))).toEqual({ value: "SIGKILL", stopped: "killed" });
    expect(await timed(() => new Promise(() => undefined))).toEqual({ value: undefined, stopped: "killed" });
  });

  it("stops what the work would start after it", async () => {
    const goesOn = async () => `${await shell("exec sleep 30")} ${await shell("exec sleep 30")}`;
    expect(await timed(goesOn)).toEqual({ value: "SIGINT SIGINT", stopped: "in order" });
  });
});

describe("the report of an org that took too long", () => {
  const told = {
    result: "interrupted",
    exitCode: 1,
    reasons: ["canceled"],
    changes: { ...NO_CHANGES, create: 2 },
  } as const;

  it("is failed, with the reason first and what was done until then", () => {
    expect(inTime({ value: told, stopped: "in order" }, 900_000, "updating")).toEqual({
      result: "failed",
      exitCode: 4,
      reasons: ["updating took longer than 15 min (--timeout) and was stopped", "canceled"],
      changes: told.changes,
    });
    const refused: Told = { result: "refused", exitCode: 1, access: undefined as never };
    expect(inTime({ value: refused, stopped: "in order" }, 90_000, "previewing")).toMatchObject({ result: "failed" });
    const lost = inTime({ value: undefined, stopped: "killed" }, 7_200_000, "previewing");
    expect(lost).toMatchObject({ result: "failed", exitCode: 4 });
    expect(lost.reasons?.[0]).toMatch(/^previewing took longer than 2 h .* was killed.*`pulumi cancel --stack`/);
  });

  it("is what it was where the work was done all the same", () => {
    const done: Told = { result: "applied", exitCode: 0, reasons: [] };
    expect(inTime({ value: done, stopped: "in order" }, 1000, "updating")).toBe(done);
    expect(inTime({ value: told, stopped: undefined }, 1000, "updating")).toBe(told);
  });
});
