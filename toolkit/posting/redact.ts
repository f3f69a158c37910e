/** A platform's own words, fit for a message: on one line, short, and without the token should it ever be echoed. */
export function quoted(text: string, token: string): string {
  const line = text.replaceAll(token, "[token]").replaceAll(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
