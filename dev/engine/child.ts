/** Child processes with a time limit, whose helpers end with them. */
import { execa } from "execa";

/** The outcome of a command; `said` is the text for the user when it failed. */
export type ChildOutcome =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly said: string };

/** Settings of {@link runChild}. All times are in milliseconds. */
export interface ChildSettings {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Each line of stdout and stderr as it comes. */
  readonly onLine?: (line: string) => void;
  /** The command is ended when it runs longer than this. */
  readonly limit?: number;
  /** The command is ended when no line passes `isSign` within `within`. */
  readonly signOfLife?: { readonly within: number; readonly isSign: (line: string) => boolean };
}

/** A failing tool explains itself in its last lines; the rest is progress. */
const LINES_IN_AN_ERROR = 4;

const running = new Set<number>();

/**
 * Runs a command in a process group of its own, so that its helpers (compilers, curl) can be ended with it.
 * A command that cannot be started or fails is an outcome, not an exception.
 */
export async function runChild(
  command: string,
  args: readonly string[],
  settings: ChildSettings,
): Promise<ChildOutcome> {
  const child = execa(command, args, {
    ...(settings.cwd === undefined ? {} : { cwd: settings.cwd }),
    env: settings.env,
    extendEnv: false,
    detached: process.platform !== "win32",
    stdin: "ignore",
    all: true,
    reject: false,
  });
  const { pid } = child;
  if (pid !== undefined) running.add(pid);

  const ended: { why?: string } = {};
  const end = (why: string) => {
    ended.why = why;
    if (pid !== undefined) endGroup(pid);
  };
  const timers = startTimers(settings, end);
  const lines: string[] = [];
  for await (const line of child.iterable({ from: "all" })) {
    lines.push(line);
    if (settings.signOfLife?.isSign(line)) clearTimeout(timers.sign);
    settings.onLine?.(line);
  }
  const result = await child;
  clearTimeout(timers.sign);
  clearTimeout(timers.limit);
  if (pid !== undefined) running.delete(pid);

  if (!result.failed) return { ok: true, lines };
  if (ended.why !== undefined) return { ok: false, said: ended.why };
  if (result.code === "ENOENT") return { ok: false, said: `there is no \`${command}\` on PATH` };
  return {
    ok: false,
    said: lines.slice(-LINES_IN_AN_ERROR).join("\n") || `it ended with exit code ${result.exitCode}`,
  };
}

/** Ends every command that {@link runChild} has started and that still runs. For the way out of the process. */
export function endRunningChildren(): void {
  for (const pid of running) endGroup(pid);
}

function startTimers(settings: ChildSettings, end: (why: string) => void) {
  const { limit, signOfLife } = settings;
  const after = (ms: number | undefined, why: (seconds: number) => string) =>
    ms === undefined ? undefined : setTimeout(() => end(why(Math.round(ms / 1000))), ms);
  return {
    limit: after(limit, (seconds) => `it did not finish within ${seconds} s`),
    sign: after(signOfLife?.within, (seconds) => `no answer within ${seconds} s`),
  };
}

function endGroup(pid: number): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGTERM");
  } catch {
    // It has ended by itself in the meantime.
  }
}
