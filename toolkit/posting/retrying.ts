/** Tries of an action that a platform refused for a while. */
import { PostingError } from "./postingError.ts";

/** A platform that asks for more than this is not waited for: the job would be paid for doing nothing. */
const LONGEST_WAIT_SECONDS = 300;

export interface Retrying {
  /** Number of tries in all. */
  readonly tries: number;
  /** Milliseconds of one second of waiting. */
  readonly second: number;
}

/** Does an action again while it fails with a PostingError that says so: after the time it names, or else after 1, 2, 4, … seconds. */
export async function retrying<T>(action: () => Promise<T>, { tries, second }: Retrying): Promise<T> {
  for (let failed = 0; ; failed++) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof PostingError) || error.retry === undefined || failed + 1 >= tries) throw error;
      const wait = error.retry.afterSeconds ?? 2 ** failed;
      if (wait > LONGEST_WAIT_SECONDS) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait * second));
    }
  }
}
