/** Tells on stderr how far each org is. */
import { printable } from "../../access/values/untrusted.ts";
import type { Progress } from "../pulumi/progress.ts";
import { remark } from "../terminal.ts";

/** Milliseconds between two lines about what still runs. */
const HEARTBEAT = 10_000;

export interface FleetProgress {
  say(line: string): void;
  /** One org, from start to `done`. */
  begin(stack: string): Progress;
  end(): void;
}

/** @param doing "previewing" or "updating" */
export function fleetProgress(doing: string, total: number, say = remark): FleetProgress {
  const running = new Map<string, number>();
  let begun = 0;
  const tell = (line: string) => say(printable(line));
  const timer = setInterval(() => {
    const now = [...running].map(([stack, steps]) => `${stack} (${resources(steps)})`);
    if (now.length > 0) tell(`${doing}: ${now.join(", ")}; ${total - begun} waiting`);
  }, HEARTBEAT);
  return {
    say: tell,
    begin: (stack) => {
      begun += 1;
      running.set(stack, 0);
      tell(`${doing} ${stack} … (${begun} of ${total})`);
      return { steps: (amount) => void running.set(stack, amount), done: () => void running.delete(stack) };
    },
    end: () => clearInterval(timer),
  };
}

function resources(amount: number): string {
  return `${amount} resource${amount === 1 ? "" : "s"}`;
}
