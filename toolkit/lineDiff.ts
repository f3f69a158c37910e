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

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}
