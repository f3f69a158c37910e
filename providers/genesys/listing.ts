/** One listing of the org, read once per process however many resources ask, and kept true by the writes of this process. */

export class Listing<T extends { readonly id: string }> {
  readonly #fetch: () => Promise<readonly T[]>;
  #fetched: Promise<ReadonlyMap<string, T>> | undefined;
  /** Own writes since the fetch began; undefined = deleted. They win over what was fetched. */
  #written = new Map<string, T | undefined>();
  /** The fetched entities with the own writes among them: made once for each fetch, because every resource asks. */
  #current: { readonly of: ReadonlyMap<string, T>; readonly entities: Map<string, T> } | undefined;

  constructor(fetch: () => Promise<readonly T[]>) {
    this.#fetch = fetch;
  }

  /** By id. Later writes of this process show in it too. */
  async all(): Promise<ReadonlyMap<string, T>> {
    this.#fetched ??= this.#start();
    const fetched = await this.#fetched;
    if (this.#current?.of !== fetched) {
      this.#current = { of: fetched, entities: new Map(fetched) };
      for (const [id, entity] of this.#written) put(this.#current.entities, id, entity);
    }
    return this.#current.entities;
  }

  /** Reads again, to find out what a lost create did. Objects that this process deleted stay deleted, however late the listing is: no id comes back. */
  fresh(): Promise<ReadonlyMap<string, T>> {
    this.#fetched = undefined;
    this.#written = new Map([...this.#written].filter(([, entity]) => entity === undefined));
    return this.all();
  }

  wrote(entity: T): void {
    this.#keep(entity.id, entity);
  }

  deleted(id: string): void {
    this.#keep(id, undefined);
  }

  #keep(id: string, entity: T | undefined): void {
    this.#written.set(id, entity);
    if (this.#current) put(this.#current.entities, id, entity);
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

function put<T>(entities: Map<string, T>, id: string, entity: T | undefined): void {
  if (entity === undefined) entities.delete(id);
  else entities.set(id, entity);
}
