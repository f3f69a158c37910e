/** Edits the YAML, or prints the edit, and says what to do next: what `genesys-access rotate` does with its options. */
import { writeFileSync } from "node:fs";
import { specReader } from "../../access/language/specReader.ts";
import { printable } from "../../access/values/untrusted.ts";
import { lineDiff } from "../../toolkit/lineDiff.ts";
import { openStack } from "../../toolkit/open/openStack.ts";
import { rotate } from "../../toolkit/rotate/rotate.ts";

export interface RotateOptions {
  readonly stack?: string;
  readonly dryRun: boolean;
}

export function run(client: string, { stack, dryRun }: RotateOptions): void {
  const { spec } = openStack(stack);
  const { file, before, after, advice } = rotate(spec, client, specReader(process.cwd()));
  if (dryRun) {
    print(lineDiff(file, before, after));
    return;
  }
  writeFileSync(file, after);
  print([`${file} is changed.`, ...advice]);
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${printable(line)}\n`).join(""));
}
