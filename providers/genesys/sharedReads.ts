/** Identical reads at the same time are one request. */
export class SharedReads {
  #running = new Map<string, Promise<unknown>>();

  /** @param key says everything that makes two reads the same */
  read(key: string, send: () => Promise<unknown>): Promise<unknown> {
    const running = this.#running.get(key);
    if (running !== undefined) return running;
    const reading = send().finally(() => {
      if (this.#running.get(key) === reading) this.#running.delete(key);
    });
    this.#running.set(key, reading);
    return reading;
  }

  /** After a write: a read that went out before it may not show it, so that later ones ask anew. */
  wrote(): void {
    this.#running.clear();
  }
}
