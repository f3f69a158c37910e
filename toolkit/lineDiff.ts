/** One edit of a file as a unified diff. */

const CONTEXT_LINES = 3;

/** For texts that differ in one place: everything between the first and the last different line is one hunk. */
export function lineDiff(file: string, before: string, after: string): string[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const first = old.findIndex((line, index) => line !== now[index]);
  if (first < 0) return [];
  const shorter = Math.min(old.length, now.length) - first;
  let same = 0;
  while (same < shorter && old.at(-1 - same) === now.at(-1 - same)) same += 1;
  const start = Math.max(first - CONTEXT_LINES, 0);
  const tail = old.slice(old.length - same).slice(0, CONTEXT_LINES);
  const [removed, added] = [old.slice(first, old.length - same), now.slice(first, now.length - same)];
  const lines = [
    ...old.slice(start, first).map((line) => ` ${line}`),
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    ...tail.map((line) => ` ${line}`),
  ];
  const kept = first - start + tail.length;
  const head = `@@ -${start + 1},${kept + removed.length} +${start + 1},${kept + added.length} @@`;
  return [`--- a/${file}`, `+++ b/${file}`, head, ...lines];
}

/** For texts that differ in several places: a hunk for each. A file without a line end at its end has no form that every tool reads. */
export function hunkDiff(file: string, before: string, after: string): string[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const rows = [...alignedLines(old, now)];
  const changed = rows.flatMap(({ mark }, index) => (mark === " " ? [] : [index]));
  const hunks: { from: number; to: number }[] = [];
  for (const index of changed) {
    const last = hunks.at(-1);
    if (last && index - CONTEXT_LINES <= last.to + CONTEXT_LINES) last.to = index;
    else hunks.push({ from: index, to: index });
  }
  const lines = hunks.flatMap(({ from, to }) => {
    const start = Math.max(from - CONTEXT_LINES, 0);
    const shown = rows.slice(start, to + CONTEXT_LINES + 1);
    const above = rows.slice(0, start);
    const count = (list: readonly LineMark[], without: string) => list.filter(({ mark }) => mark !== without).length;
    const side = (without: string) => `${count(above, without) + 1},${count(shown, without)}`;
    return [`@@ -${side("+")} +${side("-")} @@`, ...shown.map(({ mark, line }) => `${mark}${line}`)];
  });
  return lines.length === 0 ? [] : [`--- a/${file}`, `+++ b/${file}`, ...lines];
}

interface LineMark {
  readonly mark: " " | "-" | "+";
  readonly line: string;
}

/** Pairs of lines above this are told as one place: no spec has so many in which something differs. */
const MOST_PAIRS = 25_000_000;

/** By the longest common subsequence of what lies between the first and the last difference. */
function* alignedLines(old: readonly string[], now: readonly string[]): Generator<LineMark> {
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  const shorter = Math.min(old.length, now.length) - head;
  while (tail < shorter && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const [a, b] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  for (const line of old.slice(0, head)) yield { mark: " ", line };
  const width = b.length + 1;
  const known = a.length * b.length <= MOST_PAIRS ? new Uint32Array((a.length + 1) * width) : undefined;
  if (known)
    for (let i = a.length - 1; i >= 0; i -= 1)
      for (let j = b.length - 1; j >= 0; j -= 1)
        known[i * width + j] =
          a[i] === b[j]
            ? (known[(i + 1) * width + j + 1] ?? 0) + 1
            : Math.max(known[(i + 1) * width + j] ?? 0, known[i * width + j + 1] ?? 0);
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (known && i < a.length && j < b.length && a[i] === b[j]) {
      yield { mark: " ", line: a[i] ?? "" };
      i += 1;
      j += 1;
    } else if (
      i < a.length &&
      (j >= b.length || !known || (known[(i + 1) * width + j] ?? 0) >= (known[i * width + j + 1] ?? 0))
    ) {
      yield { mark: "-", line: a[i] ?? "" };
      i += 1;
    } else {
      yield { mark: "+", line: b[j] ?? "" };
      j += 1;
    }
  }
  for (const line of old.slice(old.length - tail)) yield { mark: " ", line };
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}
