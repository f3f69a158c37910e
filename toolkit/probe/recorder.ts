/** What the org was asked and what it answered, as it may be written into a file: without secrets, ids, addresses and names of people. */
import { isDeepStrictEqual } from "node:util";
import type { Exchange } from "../../access/observed/model.ts";
import { printable } from "../../access/values/untrusted.ts";
import type { Met } from "../../providers/genesys/client.ts";
import { maskSecrets, type Secret } from "../../providers/genesys/secret.ts";

/** More than any question needs, once what repeats is counted. */
const MOST_EXCHANGES = 60;
/** A longer text of a request stands for itself by its length. */
const LONGEST_SENT = 120;
const LONGEST_TEXT = 300;

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const ADDRESS = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu;
const IP = /\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{1,4}:){3,}[0-9a-f:]*/gi;

export class Recorder {
  readonly #secrets: Secret[] = [];
  readonly #labels = new Map<string, string>();
  #exchanges: Exchange[] = [];

  /** A secret that must not be written down, in whatever form it comes back. */
  keepOut(secret: Secret): void {
    this.#secrets.push(secret);
  }

  /** What an id is called from now on: `{role 1}`. */
  label(id: string, words: string): void {
    this.#labels.set(id.toLowerCase(), `{${words}}`);
  }

  /** Takes note of an answer. */
  met({ method, path, body, status, code, detail }: Met): void {
    const exchange: Exchange = {
      method,
      path: this.plain(path),
      ...(body !== undefined && { sent: this.#sent(body) }),
      status,
      ...(code !== "" && { code: this.plain(code) }),
      ...(detail !== "" && { text: this.plain(detail).slice(0, LONGEST_TEXT) }),
    };
    const last = this.#exchanges.at(-1);
    const { times = 1, ...before } = last ?? {};
    if (last !== undefined && isDeepStrictEqual(before, exchange)) last.times = times + 1;
    else if (this.#exchanges.length < MOST_EXCHANGES) this.#exchanges.push(exchange);
  }

  /** What was noted since the last call. */
  take(): Exchange[] {
    const taken = this.#exchanges;
    this.#exchanges = [];
    return taken;
  }

  /** A text that the org wrote, or that names something of it, as it may be written into a file. */
  plain(text: string): string {
    return printable(
      maskSecrets(text, this.#secrets)
        .replace(UUID, (id) => this.#labels.get(id.toLowerCase()) ?? "{id}")
        .replace(ADDRESS, "{address}")
        .replace(IP, "{address}"),
    );
  }

  /** Everything in it is the probe's own: names and ids of what it made, and the values that it tried. */
  #sent(value: unknown): unknown {
    if (typeof value === "string")
      return value.length > LONGEST_SENT ? `{a text of ${value.length} characters}` : this.plain(value);
    if (Array.isArray(value)) return value.map((one) => this.#sent(one));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#sent(one)]));
  }
}
