/** Appends lines to a text that somebody else wrote; what stands there stays as it is. */

export function appendLines(text: string, lines: readonly string[]): string {
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const end = text === "" || text.endsWith("\n") ? "" : newline;
  const gap = text.trim() === "" ? "" : newline;
  return `${text}${end}${gap}${lines.join(newline)}${newline}`;
}

export function linesOf(text: string): string[] {
  return text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export function isComment(line: string): boolean {
  return line.startsWith("#");
}
