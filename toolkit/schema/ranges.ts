/** Whole numbers between two bounds as a pattern, for texts such as `30m`. */

/** A pattern of the whole numbers from `least` to `most`, without anchors; noughts may stand before them. */
export function rangePattern(least: number, most: number): string {
  const lengths = Array.from(
    { length: `${most}`.length - `${least}`.length + 1 },
    (_, more) => `${least}`.length + more,
  );
  const patterns = lengths.map((length) => {
    const low = Math.max(least, length === 1 ? 0 : 10 ** (length - 1));
    return between(`${low}`, `${Math.min(most, 10 ** length - 1)}`);
  });
  return `0*(${patterns.join("|")})`;
}

/** Of numbers with the same count of digits. */
function between(low: string, high: string): string {
  const [first = "", last = ""] = [low.charAt(0), high.charAt(0)];
  if (first === "") return "";
  if (first === last) return `${first}${grouped(between(low.slice(1), high.slice(1)))}`;
  const rest = low.length - 1;
  const [none, all] = ["0".repeat(rest), "9".repeat(rest)];
  const whole = rest === 0 ? "" : `\\d{${rest}}`;
  const from = low.slice(1) === none ? Number(first) : Number(first) + 1;
  const to = high.slice(1) === all ? Number(last) : Number(last) - 1;
  return [
    ...(low.slice(1) === none ? [] : [`${first}${grouped(between(low.slice(1), all))}`]),
    ...(from > to ? [] : [`[${from}-${to}]${whole}`]),
    ...(high.slice(1) === all ? [] : [`${last}${grouped(between(none, high.slice(1)))}`]),
  ].join("|");
}

function grouped(pattern: string): string {
  return pattern.includes("|") ? `(${pattern})` : pattern;
}
