import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { withLock } from "../../../dev/engine/lock.ts";
import { temporaryFolder } from "./projects.ts";

/** Above the largest process id that Linux and macOS give out. */
const NO_PROCESS = 2 ** 22 + 1;

function lockFile(holder?: { pid: number; host: string }): string {
  const path = join(temporaryFolder(), "lock");
  if (holder !== undefined) writeFileSync(path, JSON.stringify({ ...holder, token: "theirs" }));
  return path;
}

test("one holder at a time, each of them gets its turn", async () => {
  const path = lockFile();
  let inside = 0;
  const turns = [1, 2, 3, 4].map((turn) =>
    withLock(
      path,
      () => {},
      async () => {
        inside += 1;
        expect(inside).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        inside -= 1;
        return turn;
      },
    ),
  );
  expect(await Promise.all(turns)).toEqual([1, 2, 3, 4]);
  expect(existsSync(path)).toBe(false);
});

test("is released when the work fails", async () => {
  const path = lockFile();
  const work = withLock(
    path,
    () => {},
    () => Promise.reject(new Error("no luck")),
  );
  await expect(work).rejects.toThrow("no luck");
  expect(existsSync(path)).toBe(false);
});

test("the lock of a process that no longer runs is taken over at once", async () => {
  const onWait = vi.fn();
  const path = lockFile({ pid: NO_PROCESS, host: hostname() });
  expect(await withLock(path, onWait, async () => "mine")).toBe("mine");
  expect(onWait).not.toHaveBeenCalled();
});

test("the lock of another machine is respected while it is fresh, and taken over when it has gone silent", async () => {
  const path = lockFile({ pid: NO_PROCESS, host: "build-7.example" });
  const onWait = vi.fn(() => utimesSync(path, new Date(0), new Date(0)));

  expect(await withLock(path, onWait, async () => "mine")).toBe("mine");

  expect(onWait).toHaveBeenCalledExactlyOnceWith({ pid: NO_PROCESS, host: "build-7.example", token: "theirs" });
});
