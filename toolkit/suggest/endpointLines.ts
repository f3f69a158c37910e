/** Endpoints in a text and on a command line. */

/** One for each line; empty lines and comments (`#`) do not count, and a line may be an item of a YAML list. */
export function endpointLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) =>
      line
        .replace(/(^|\s)#.*$/, "")
        .replace(/^\s*-\s+/, "")
        .trim()
        .replace(/^(["'])(.*)\1$/, "$2"),
    )
    .filter((line) => line !== "");
}

const METHOD = /^[a-z]+$/i;

/** `GET /a POST /b` as two, whether or not each pair is in quotes; a word without its partner stays alone. */
export function endpointsOfWords(words: readonly string[]): string[] {
  const parts = words.flatMap((word) => word.trim().split(/\s+/)).filter((part) => part !== "");
  const endpoints: string[] = [];
  for (const part of parts) {
    const last = endpoints.at(-1);
    // After a method comes its path, even one that is written without a slash.
    if (last !== undefined && METHOD.test(last)) endpoints[endpoints.length - 1] = `${last} ${part}`;
    else endpoints.push(part);
  }
  return endpoints;
}
