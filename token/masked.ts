/** Takes secrets out of a text that an org or a proxy wrote: a login error may echo the header, and a header is base64 of the secret. */

export const MASK = "[secret]";

/** Runs that may be a secret in another form: base64 and base64url, and what a URL or a form makes of it. */
const ENCODED_RUN = /[A-Za-z0-9+/_=%.~-]{8,}/g;
/** Base64 of percent signs of base64: more than any echo was seen to do. */
const LAYERS = 3;

/**
 * `text` without the secrets in any form: in clear, as JSON, URL and form encodings write them, and base64 or base64url of a text that holds one,
 * wherever it begins in that text. What is encoded together with a secret goes with it.
 */
export function masked(text: string, secrets: Iterable<string>): string {
  const known = [...new Set(secrets)].filter((secret) => secret !== "");
  if (known.length === 0) return text;
  let clear = text;
  for (const form of known.flatMap(clearForms).sort((one, other) => other.length - one.length)) {
    clear = clear.replaceAll(form, MASK);
  }
  return clear.replace(ENCODED_RUN, (run) => (holds(run, known, LAYERS) ? MASK : run));
}

function clearForms(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const url = encodeURIComponent(secret);
  return [...new Set([secret, json, url, url.replace(/%../g, (hex) => hex.toLowerCase()), url.replaceAll("%20", "+")])];
}

/** True where the run stands for a text with a secret in it. */
function holds(run: string, secrets: readonly string[], layers: number): boolean {
  if (secrets.some((secret) => run.includes(secret))) return true;
  if (layers === 0) return false;
  const plain = run.includes("%") ? percentDecoded(run) : run;
  if (plain !== run && holds(plain, secrets, layers - 1)) return true;
  return base64Readings(plain).some((reading) => holds(reading, secrets, layers - 1));
}

/** Percent signs that are no escape stay as they are. */
function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escapes) =>
    Buffer.from(escapes.replaceAll("%", ""), "hex").toString("utf8"),
  );
}

/** Decoded from each of the four places where a group of four characters may begin. */
function base64Readings(text: string): string[] {
  return text
    .split(/[^A-Za-z0-9+/_-]+/)
    .filter((run) => run.length >= 8)
    .flatMap((run) => [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), "base64").toString("utf8")));
}
