/** A text that cannot be printed by accident: a client secret or an access token. */
import { inspect } from "node:util";
import { MASK, masked } from "../../token/masked.ts";

/** Printing, JSON and `console.log` give `[secret]`; only `reveal()` gives the text. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}

/** `text` with every occurrence of the secrets replaced, encoded ones too: the last fence before an error or a log line leaves this folder. */
export function maskSecrets(text: string, secrets: Iterable<Secret>): string {
  return masked(
    text,
    Array.from(secrets, (secret) => secret.reveal()),
  );
}
