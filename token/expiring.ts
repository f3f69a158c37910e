/** A value that ends some time after it was fetched: fetched once for all who ask, and again shortly before its end. */

/** As the vendor's Go SDK: a new token 60 s before the old one ends. */
const MARGIN_MS = 60_000;

export interface Fetched<T> {
  readonly value: T;
  readonly expiresInSeconds: number;
}

interface Held<T> {
  readonly value: T;
  /** Local clock, milliseconds. */
  readonly renewAt: number;
}

export class Expiring<T> {
  readonly #fetch: () => Promise<Fetched<T>>;
  readonly #now: () => number;
  #held: Promise<Held<T>> | undefined;

  /** @param fetch its failure is told to all who wait, and not remembered: whoever asks next tries again */
  constructor(fetch: () => Promise<Fetched<T>>, now: () => number) {
    this.#fetch = fetch;
    this.#now = now;
  }

  async get(): Promise<T> {
    const held = this.#held;
    if (held === undefined) return (await this.#renew()).value;
    const { value, renewAt } = await held;
    if (this.#now() < renewAt) return value;
    // Only the first of those who saw the old value end renews it.
    return this.#held === held ? (await this.#renew()).value : this.get();
  }

  /** Forgets a value that was refused; a newer one, fetched by another call meanwhile, stays. */
  async reject(refused: T): Promise<void> {
    const held = this.#held;
    const known = await held?.catch(() => undefined);
    if (known?.value === refused && this.#held === held) this.#held = undefined;
  }

  #renew(): Promise<Held<T>> {
    const renewing = this.#fetch().then(({ value, expiresInSeconds }) => {
      const life = expiresInSeconds * 1000;
      // A very short-lived value must still be usable once.
      return { value, renewAt: this.#now() + Math.max(life - MARGIN_MS, life / 2) };
    });
    this.#held = renewing;
    renewing.catch(() => {
      if (this.#held === renewing) this.#held = undefined;
    });
    return renewing;
  }
}
