/** One listing of the org, read once per process however many resources ask, and kept true by what this process writes. */

export class Listing<T extends { readonly id: string }> {
  readonly #fetch: () => Promise<readonly T[]>;
  #fetched: Promise<ReadonlyMap<string, T>> | undefined;
  /** Own writes since the fetch began; undefined = deleted. They win over what was fetched. */
  #written = new Map<string, T | undefined>();

  constructor(fetch: () => Promise<readonly T[]>) {
    this.#fetch = fetch;
  }

  /** By id. */
  async all(): Promise<ReadonlyMap<string, T>> {
    this.#fetched ??= this.#start();
    const entities = new Map(await this.#fetched);
    for (const [id, entity] of this.#written) {
      if (entity === undefined) entities.delete(id);
      else entities.set(id, entity);
    }
    return entities;
  }

  /** Read again: for finding out what a lost create did. What this process deleted stays deleted, however late the listing is: no id comes back. */
  fresh(): Promise<ReadonlyMap<string, T>> {
    this.#fetched = undefined;
    this.#written = new Map([...this.#written].filter(([, entity]) => entity === undefined));
    return this.all();
  }

  wrote(entity: T): void {
    this.#written.set(entity.id, entity);
  }

  deleted(id: string): void {
    this.#written.set(id, undefined);
  }

  #start(): Promise<ReadonlyMap<string, T>> {
    const fetched = this.#fetch().then((entities) => new Map(entities.map((entity) => [entity.id, entity])));
    // A failed read is not remembered.
    fetched.catch(() => {
      if (this.#fetched === fetched) this.#fetched = undefined;
    });
    return fetched;
  }
}
