/** A lock between processes, in a file. */
import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { undoOnExit } from "./undoOnExit.ts";

/** The process that holds a lock, as the lock file names it. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly token: string;
}

const POLL_MS = 200;
const TOUCH_MS = 5_000;
/** A living holder touches its file every five seconds: a minute of silence means that it is gone, on whatever host. */
const SILENT_MS = 60_000;

/**
 * Does `work` while holding the lock file at `path`. Waits as long as a living process holds it; a lock that a
 * killed process left behind is taken over.
 *
 * @param onWait called once, if there is somebody to wait for
 */
export async function withLock<T>(
  path: string,
  onWait: (holder: LockHolder) => void,
  work: () => Promise<T>,
): Promise<T> {
  mkdirSync(dirname(path), { recursive: true });
  const mine: LockHolder = { pid: process.pid, host: hostname(), token: randomUUID() };
  for (let waited = false; !take(path, mine); await sleep(POLL_MS)) {
    const holder = readHolder(path);
    if (isStale(path, holder)) removeStale(path, holder);
    else if (!waited && holder !== undefined) {
      waited = true;
      onWait(holder);
    }
  }
  return hold(path, mine, work);
}

async function hold<T>(path: string, mine: LockHolder, work: () => Promise<T>): Promise<T> {
  const release = () => {
    if (readHolder(path)?.token === mine.token) rmSync(path, { force: true });
  };
  const forget = undoOnExit(release);
  const touch = setInterval(() => touchQuietly(path), TOUCH_MS);
  try {
    return await work();
  } finally {
    clearInterval(touch);
    forget();
    release();
  }
}

function take(path: string, mine: LockHolder): boolean {
  try {
    writeFileSync(path, JSON.stringify(mine), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/** Undefined while the holder is still writing, or if the file is gone or not a lock. */
function readHolder(path: string): LockHolder | undefined {
  try {
    const { pid, host, token } = JSON.parse(readFileSync(path, "utf8"));
    return { pid: Number(pid), host: String(host), token: String(token) };
  } catch {
    return undefined;
  }
}

function isStale(path: string, holder: LockHolder | undefined): boolean {
  if (holder?.host === hostname() && !isRunning(holder.pid)) return true;
  try {
    return Date.now() - statSync(path).mtimeMs > SILENT_MS;
  } catch {
    return false; // released in the meantime
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // it runs, as another user
  }
}

/** Two waiters may both see the stale lock: whoever moves away the other's fresh one puts it back. */
function removeStale(path: string, stale: LockHolder | undefined): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // the other waiter was faster
  }
  if (readHolder(aside)?.token !== stale?.token) linkQuietly(aside, path);
  rmSync(aside, { force: true });
}

function linkQuietly(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // A third process holds the lock now: then two work at once, each in its own folder, which is only slow.
  }
}

function touchQuietly(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // The lock was taken from us while this machine slept.
  }
}
