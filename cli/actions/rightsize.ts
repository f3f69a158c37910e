/** Reads the use, proposes, prints and writes: what `genesys-access rightsize` does with its options. */
import { existsSync } from "node:fs";
import { specReader } from "../../access/language/specReader.ts";
import { evidenceFile } from "../../access/language/useEvidence.ts";
import { printable } from "../../access/values/untrusted.ts";
import { EXIT } from "../../toolkit/exitCodes.ts";
import { Failure } from "../../toolkit/failure.ts";
import { lineDiff } from "../../toolkit/lineDiff.ts";
import { openSnapshot, type SnapshotSource } from "../../toolkit/open/openSnapshot.ts";
import { replaceFile } from "../../toolkit/replaceFile.ts";
import { evidenceText } from "../../toolkit/rightsize/evidence.ts";
import { openEvidence } from "../../toolkit/rightsize/openEvidence.ts";
import { openStackToSize } from "../../toolkit/rightsize/openStackToSize.ts";
import { hasChanges, rightsize, rolesToSize, roleToSplit } from "../../toolkit/rightsize/rightsize.ts";
import { sizingText } from "../../toolkit/rightsize/text.ts";
import { rightsizeUnmanaged } from "../../toolkit/rightsize/unmanaged.ts";
import { remark } from "../../toolkit/terminal.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export interface RightsizeOptions extends SnapshotSource {
  readonly usage?: string;
  readonly saveUsage?: string;
  readonly output?: string;
  readonly window: number;
  readonly notice: number;
  readonly heldSince?: string;
  readonly split?: string;
  readonly check: boolean;
  readonly format: "text" | "json";
}

export async function run(clients: readonly string[], options: RightsizeOptions): Promise<void> {
  const cwd = process.cwd();
  const { window: windowDays, notice: noticeDays, heldSince, split, check, format } = options;
  const sizing = {
    ...{ windowDays, noticeDays, now: new Date(), cwd },
    ...(heldSince !== undefined && { heldSince }),
    ...(split !== undefined && { split }),
  };
  const isManaged = options.stack !== undefined || !(options.org || options.snapshot !== undefined);
  // A mistake in the spec or in a name is told before the org is asked.
  const stack = isManaged ? openStackToSize(options.stack, cwd) : undefined;
  if (split !== undefined && !stack)
    throw new Failure("--split edits the spec of a stack: name the stack with --stack.");
  if (stack && split !== undefined) roleToSplit(clients, split, stack);
  else if (stack) rolesToSize(clients, stack);
  const opened = await openSnapshot(stack ? { ...options, stack: options.stack ?? stack.name } : options);
  for (const note of opened.notes) remark(note);
  const evidence = { snapshot: opened.snapshot, usage: await openEvidence(opened, options.usage, windowDays) };
  if (options.saveUsage !== undefined) replaceFile(options.saveUsage, `${JSON.stringify(evidence.usage)}\n`);
  if (!stack) {
    const result = rightsizeUnmanaged(clients, evidence, sizing);
    writeReport(format === "json" ? evidenceText(result) : sizingText(result), options.output);
    if (check && result.roles.some(({ permissions }) => permissions.some(({ use }) => use === "unused")))
      process.exitCode = EXIT.refused;
    return;
  }
  const { sizing: result, edits } = rightsize(clients, stack, evidence, specReader(cwd), sizing);
  writeReport(format === "json" ? evidenceText(result) : sizingText(result), options.output);
  const changes = hasChanges(result);
  if (check) {
    if (format === "text") print(edits.flatMap(({ file, before, after }) => lineDiff(file, before, after)));
    if (changes) process.exitCode = EXIT.refused;
    return;
  }
  if (!changes) return;
  const beside = evidenceFile(stack.file);
  replaceFile(beside, evidenceText(result));
  for (const { file, after } of edits) replaceFile(file, after);
  const written = [...edits.map(({ file }) => file), beside].filter((file) => existsSync(file));
  remark(
    `Written: ${written.join(", ")}. Review it as any change: \`genesys-access diff\` says narrowed where something was removed.`,
  );
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${printable(line)}\n`).join(""));
}
