/** What a reader of addresses makes of one that is not written exactly, so that two readers could take it for two addresses. */

/** Letters, digits and marks that RFC 3986 lets an address have as they are; all else is encoded. */
const PLAIN = /^(?:[\w.~!$&'()*+,;=:@/?[\]-]|%[\da-f]{2})*$/i;

/** An encoded dot, slash or backslash of a path, which some servers decode before they look for `..`. */
const HIDDEN_STEP = /%(?:2e|2f|5c)/i;

/** An encoded control character, which ends a line or a text for some readers. */
const HIDDEN_CONTROL = /%(?:[01][\da-f]|7f)/i;

/** `:` with nothing behind it, or a number with zeros in front: readers drop them. */
const PORT = /:(\d*)$/;

/**
 * Says how the address differs from what a URL parser makes of it; undefined where they are the same. The host may be spelled in capitals, and
 * as a number in any form: the rule looks at the host that the parser reads.
 *
 * @param uri an https or http address that parses
 */
export function repairOf(uri: string): string | undefined {
  const parsed = new URL(uri);
  const [, authority = "", rest = ""] = /^[a-z]+:\/\/([^/?]*)(.*)$/is.exec(uri) ?? [];
  const path = rest.split("?")[0] ?? "";
  const read = `a browser reads "${parsed.href}"`;
  if (HIDDEN_STEP.test(path))
    return "has an encoded dot, slash or backslash in its path, which servers read in two ways";
  if (HIDDEN_CONTROL.test(rest)) return "has an encoded control character";
  if (rest !== parsed.pathname + parsed.search && !(rest === "" && parsed.pathname === "/")) {
    return hasStep(path) ? `goes up or stays with \`..\` or \`.\`; ${read}` : `is not written as it is read; ${read}`;
  }
  if (!PLAIN.test(rest)) return "has a character that an address must encode, or a `%` without two digits behind it";
  const [, port] = PORT.exec(authority) ?? [];
  if (port !== undefined && (port === "" || port !== parsed.port)) return `names a port that is dropped; ${read}`;
  return undefined;
}

function hasStep(path: string): boolean {
  return path.split("/").some((part) => part === "." || part === "..");
}
