/** Values by their index, each once, in the order in which they came. */
export class Table<Value> {
  readonly rows: Value[] = [];
  readonly #indexes = new Map<string, number>();

  /** The index of an equal value, or of this one from now on. */
  index(value: Value): number {
    const key = JSON.stringify(value);
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.rows.length);
    this.rows.push(value);
    return this.rows.length - 1;
  }
}
