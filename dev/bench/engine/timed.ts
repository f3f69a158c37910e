/** One command, timed, with the CPU and the memory of everything that it starts. */
import { execa } from "execa";
import { onEnd } from "./cleanup.ts";
import { endSession, type SessionUse, watchSession } from "./processes.ts";

export interface TimedCommand {
  /** Wall time, from start to end. */
  readonly seconds: number;
  readonly use: SessionUse;
}

/** Throws with the output of a command that fails; `dir` is where it runs, `env` all of its variables. */
export async function runTimed(
  { dir, env }: { readonly dir: string; readonly env: NodeJS.ProcessEnv },
  command: string,
  args: readonly string[],
): Promise<TimedCommand> {
  const begin = performance.now();
  // `detached`: a session of its own, by which its processes are found.
  const child = execa(command, args, { cwd: dir, env, extendEnv: false, all: true, reject: false, detached: true });
  const leader = child.pid ?? 0;
  const forget = onEnd(() => endSession(leader));
  const watch = watchSession(leader);
  const { exitCode, all } = await child;
  const seconds = (performance.now() - begin) / 1000;
  const use = watch.stop();
  endSession(leader);
  forget();
  if (exitCode !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${exitCode}:\n${all.slice(-4000)}`);
  return { seconds, use };
}
