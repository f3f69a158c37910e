/** Query parameters, read as the vendor reads them. */
import { invalidQuery } from "./errors.ts";

/**
 * The query of one request. Arrays come by comma (`id=a,b`, what the vendor's SDKs send) or by repetition (`id=a&id=b`, what its docs show).
 */
export class Query {
  readonly #params: URLSearchParams;

  constructor(search: string) {
    this.#params = new URLSearchParams(search);
  }

  /** The first value; undefined when absent or empty. */
  text(name: string): string | undefined {
    return this.#params.get(name) || undefined;
  }

  list(name: string): string[] {
    return [...this.#params.getAll(name), ...this.#params.getAll(`${name}[]`)]
      .flatMap((value) => value.split(","))
      .filter((value) => value !== "");
  }

  flag(name: string, absent: boolean): boolean {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined) return absent;
    if (value !== "true" && value !== "false") throw invalidQuery(name, value);
    return value === "true";
  }

  /** A whole number from 1 up to `max`; throws 400 otherwise. */
  count(name: string, absent: number, max = Number.MAX_SAFE_INTEGER): number {
    const value = this.text(name);
    if (value === undefined) return absent;
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1 || number > max) throw invalidQuery(name, value);
    return number;
  }

  /** The same query with other values, as a query string; used for the links of a page. */
  with(changes: Readonly<Record<string, string | number | undefined>>): string {
    const copy = new URLSearchParams(this.#params);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) copy.delete(name);
      else copy.set(name, String(value));
    }
    return copy.toString();
  }

  toString(): string {
    return this.#params.toString();
  }
}
