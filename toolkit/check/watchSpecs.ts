/** Checks again whenever a file changes that the check read, until a signal ends it. */
import { existsSync, type FSWatcher, watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { printable } from "../../access/values/untrusted.ts";
import type { ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { remark } from "../terminal.ts";

/** Editors write a file in several steps. */
const QUIET_MS = 120;
/** New specs appear here. */
const FOLDER = "stacks";
const CLEAR = "\u001b[2J\u001b[H";

/** One check; `read` is told of every file that it reads. */
export type Check = (read: (file: string) => void) => Promise<ExitCode>;

/**
 * Ends with the exit code of the last check.
 *
 * @throws Failure of the first check: what was named is not there
 */
export async function watchSpecs(check: Check, stdout: NodeJS.WriteStream = process.stdout): Promise<ExitCode> {
  const files = new Set<string>();
  const read = (file: string) => void files.add(resolve(file));
  let code = await check(read);
  let changed: () => void = () => undefined;
  const watchers = new Map<string, FSWatcher>();
  const follow = () => {
    const folders = [FOLDER, ...[...files].map(dirname)].map((folder) => resolve(folder)).filter(existsSync);
    for (const folder of new Set(folders)) {
      if (watchers.has(folder)) continue;
      // A folder sees a file that is replaced, as editors do it; the file itself would be lost with its old content.
      const watcher = watch(folder, (_, name) => {
        if (name === null || /\.(ya?ml|json)$/.test(basename(name))) changed();
      });
      watcher.on("error", () => watchers.delete(folder));
      watchers.set(folder, watcher);
    }
    remark(`Watching ${files.size} file${files.size === 1 ? "" : "s"}. Ctrl-C ends.`);
  };
  const ended = signal();
  try {
    follow();
    for (;;) {
      const next = new Promise<"changed">((done) => {
        let timer: NodeJS.Timeout | undefined;
        changed = () => {
          clearTimeout(timer);
          timer = setTimeout(() => done("changed"), QUIET_MS);
        };
      });
      if ((await Promise.race([next, ended])) === "ended") break;
      if (stdout.isTTY) stdout.write(CLEAR);
      code = await Promise.resolve(read).then(check).catch(told);
      follow();
    }
  } finally {
    for (const watcher of watchers.values()) watcher.close();
  }
  return code;
}

/** A file that is away while an editor saves it is no reason to end. */
function told(error: unknown): ExitCode {
  if (!(error instanceof Failure)) throw error;
  for (const line of [...error.details, `error: ${error.message}`]) console.error(printable(line));
  return error.exitCode;
}

function signal(): Promise<"ended"> {
  return new Promise((done) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => done("ended"));
  });
}
