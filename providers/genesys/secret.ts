/** A text that cannot be printed by accident: a client secret or an access token. */
import { inspect } from "node:util";

const MASK = "[secret]";

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

/** `text` with every occurrence of the secrets replaced: the last fence before an error or a log line leaves this folder. */
export function maskSecrets(text: string, secrets: Iterable<Secret>): string {
  let masked = text;
  for (const secret of secrets) {
    if (secret.reveal() !== "") masked = masked.replaceAll(secret.reveal(), MASK);
  }
  return masked;
}
