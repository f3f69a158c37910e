/** The output of the demo: numbered steps, commands, indented text. */
import { styleText } from "node:util";

let number = 0;
const start = Date.now();

export function step(title: string): void {
  number += 1;
  const seconds = ((Date.now() - start) / 1000).toFixed(0);
  console.log(`\n${styleText("bold", `${number}. ${title}`)} ${styleText("dim", `(${seconds} s)`)}`);
}

export function command(line: string): void {
  console.log(styleText("cyan", `   $ ${line}`));
}

export function say(text: string): void {
  for (const line of text.trimEnd().split("\n")) console.log(`   ${line}`);
}

/** Aligned columns; the first row is the head. */
export function table(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    say(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
}
