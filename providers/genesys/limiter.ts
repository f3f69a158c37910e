/** Lets requests out: a few at a time, reads and writes by turns, and never more in a minute than the org allows. */
import PQueue from "p-queue";
import { Budget, usageOf } from "./budget.ts";
import type { Answer } from "./transport.ts";

export type Lane = "read" | "write";

export interface Pace {
  /** Milliseconds since 1970; the local clock. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Requests on their way at the same time. */
  readonly concurrency: number;
  /** Called when all requests wait for ten seconds or longer. */
  readonly onLongWait: (text: string) => void;
}

export const LONG_WAIT_MS = 10_000;

/**
 * p-queue holds the waiting requests: small, maintained, with concurrency and priorities. Its own rate limit (so many in an interval)
 * is not used, because only the org knows how many are left; and what is tried again, and when, is the client's decision (retry.ts).
 */
export class Limiter {
  readonly #pace: Pace;
  readonly #queue: PQueue;
  readonly #budget = new Budget();
  /** All requests wait for it. */
  #pause: { readonly until: number; readonly over: Promise<unknown> } | undefined;
  #answered = Promise.withResolvers<void>();
  /** Turns of reads and writes, see `#turnOf`. */
  readonly #turns = { read: 0, write: 0, served: 0 };

  constructor(pace: Pace) {
    this.#pace = pace;
    this.#queue = new PQueue({ concurrency: pace.concurrency });
  }

  /** Sends when it is this request's turn. The order within a lane is kept. */
  send(lane: Lane, exchange: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#turnOf(lane);
    const task = () => {
      this.#turns.served = Math.max(this.#turns.served, turn);
      return this.#paced(exchange);
    };
    return this.#queue.add(task, { priority: -turn });
  }

  /** Everything waits: one limit holds for the whole token. @param why what the user is told when it takes long */
  hold(milliseconds: number, why: string): void {
    const until = this.#pace.now() + milliseconds;
    if (this.#pause !== undefined && until <= this.#pause.until) return;
    if (milliseconds >= LONG_WAIT_MS) this.#pace.onLongWait(why);
    const over = this.#pace.sleep(milliseconds).then(() => {
      this.#budget.waited(until);
      if (this.#pause === pause) this.#pause = undefined;
    });
    const pause = { until, over };
    this.#pause = pause;
  }

  /** Another token: another bucket. */
  renewed(): void {
    this.#budget.renewed();
  }

  /**
   * The turn of a request that has to wait. Waiting reads and writes go by turns, however many of one kind came first: the n-th waiting read and
   * the n-th waiting write get the same number, and an empty lane saves up nothing.
   */
  #turnOf(lane: Lane): number {
    const turn = Math.max(this.#turns.served, this.#turns[lane]) + 1;
    this.#turns[lane] = turn;
    return turn;
  }

  async #paced(exchange: () => Promise<Answer>): Promise<Answer> {
    await this.#room();
    const sentAt = this.#pace.now();
    let answer: Answer | undefined;
    try {
      answer = await exchange();
      return answer;
    } finally {
      this.#budget.ended(answer && usageOf(answer), sentAt, this.#pace.now());
      this.#answered.resolve();
      this.#answered = Promise.withResolvers();
    }
  }

  /** Comes back when a request may go, and has counted it as sent. */
  async #room(): Promise<void> {
    for (;;) {
      while (this.#pause !== undefined) await this.#pause.over;
      const room = this.#budget.room(this.#pace.now());
      if (room === "yes") return this.#budget.sent();
      if (room === "after an answer") await this.#answered.promise;
      else this.#holdForWindow(room);
    }
  }

  #holdForWindow(milliseconds: number): void {
    const limit = `the ${this.#budget.allowed} requests that the org allows in a minute are used up`;
    this.hold(milliseconds, `Genesys Cloud: ${limit}; waits ${Math.round(milliseconds / 1000)} s.`);
  }
}
