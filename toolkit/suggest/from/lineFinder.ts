/** Lines of the values of a parsed file: a parser of JSON does not tell them. */

/** A function that finds texts in the order in which the file has them; 1-based line, that of the last find where a text is spelt otherwise. */
export function lineFinder(text: string): (value: string) => number {
  let [at, line] = [0, 1];
  return (value) => {
    const found = spellings(value)
      .map((one) => text.indexOf(one, at))
      .filter((index) => index >= 0)
      .sort((a, b) => a - b)[0];
    if (found === undefined) return line;
    for (; at < found; at++) if (text[at] === "\n") line++;
    return line;
  };
}

function spellings(value: string): string[] {
  const json = JSON.stringify(value);
  return [json, json.replaceAll("/", "\\/"), `${value}:`, `'${value}'`];
}
