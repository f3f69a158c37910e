/** Tells a person who waits, on stderr, how much of an org is read. */
import { isQuiet } from "../terminal.ts";

export interface ReadingProgress {
  step(done: number, known: number): void;
  done(): void;
}

/** One line that counts on a terminal; elsewhere nothing, since the report follows. */
export function readingProgress(stream: NodeJS.WriteStream = process.stderr): ReadingProgress {
  if (isQuiet() || !stream.isTTY) return { step: () => undefined, done: () => undefined };
  let shown = false;
  return {
    step: (done, known) => {
      shown = true;
      stream.write(`\rreading the org: ${done} of ${known}\u001b[K`);
    },
    done: () => {
      if (shown) stream.write("\n");
    },
  };
}
