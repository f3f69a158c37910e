import { isQuiet } from "../terminal.ts";

/** Tells a person who waits, on stderr, that something happens. */
export interface Progress {
  steps(count: number): void;
  done(): void;
}

/** One line that counts on a terminal; elsewhere one line at the start and one at the end. */
export function progress(stack: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (isQuiet()) return { steps: () => undefined, done: () => undefined };
  let last = 0;
  const line = () => `previewing ${stack}: ${last} resource${last === 1 ? "" : "s"}`;
  stream.write(stream.isTTY ? line() : `previewing ${stack} …\n`);
  return {
    steps: (count) => {
      if (count === last) return;
      last = count;
      if (stream.isTTY) stream.write(`\r${line()}`);
    },
    done: () => stream.write(stream.isTTY ? "\n" : `${line()}\n`),
  };
}
