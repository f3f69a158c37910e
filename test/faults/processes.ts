/** Ends the processes of one run, as a crash or a person does. They are found by the run's own directory, never by a name. */
import { execaSync } from "execa";

/** The engine with everything in its process group (launcher, language host, program): none of them gets to say goodbye. */
export function killGroup(pid: number | undefined, signal: "KILL" | "INT" = "KILL"): void {
  if (pid === undefined) throw new Error("The engine did not start.");
  execaSync("kill", [`-${signal}`, "--", `-${pid}`], { reject: false });
}

/**
 * Ids of the provider processes of a workspace: what the engine starts, in a group of its own, and its child. A downloaded engine starts the
 * vendor's launcher with the provider as child, a built one our own, which becomes the provider.
 */
export function providersOf(dir: string): number[] {
  const launchers = pids(["-f", `${dir}/.*(pulumi-resource-|dynamicProvider)`]);
  return [...launchers, ...launchers.flatMap((pid) => pids(["-P", String(pid)]))];
}

/** Ends the providers at once. A killed engine leaves them running, and they would wait for the org's answer for ever. */
export function killProviders(dir: string): void {
  const found = providersOf(dir).map(String);
  if (found.length > 0) execaSync("kill", ["-9", ...found], { reject: false });
}

function pids(args: readonly string[]): number[] {
  return execaSync("pgrep", args, { reject: false }).stdout.split("\n").filter(Boolean).map(Number);
}

/** Waits until the condition is true, at most 60 s. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited 60 s in vain: ${what}.`);
}
