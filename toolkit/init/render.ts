/** The output of `genesys-access init`. */
import { relative } from "node:path";
import { aligned } from "../../access/values/alignedRows.ts";
import { printable } from "../../access/values/untrusted.ts";
import { installCommand, type PackageManager, runCommand } from "./packageManager.ts";
import type { InitPlan } from "./planInit.ts";
import type { PlannedFile } from "./plannedFile.ts";

/** A row for each file, what is to be known about some, and the sum. */
export function renderPlan({ files, notes }: InitPlan, { dryRun }: { dryRun: boolean }): string {
  const rows = aligned(files.map(({ path, state }) => [path, state]));
  const lines = [
    ...rows,
    ...files.flatMap(remarks),
    ...(notes.length > 0 ? ["", ...notes] : []),
    "",
    sum(files, dryRun),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function remarks({ path, notes = [], patch = [] }: PlannedFile): string[] {
  if (notes.length === 0 && patch.length === 0) return [];
  const legend = patch[0]?.startsWith("---") ? ["- is there, + is what this package would write:"] : [];
  return ["", `${path}:`, ...[...notes, ...legend, ...patch].map((line) => `  ${line}`)];
}

function sum(files: readonly PlannedFile[], dryRun: boolean): string {
  const writes = files.filter(({ text }) => text !== undefined).length;
  const rest = files.length - writes;
  if (dryRun) return `Dry run: ${count(writes)} would be written, ${rest} left as they are. Nothing was written.`;
  return writes === 0
    ? "Nothing to write: everything is there."
    : `${count(writes)} written, ${rest} left as they are.`;
}

function count(files: number): string {
  return files === 1 ? "1 file" : `${files} files`;
}

/** The next three commands, to be copied into a shell. */
export function nextCommands(root: string, cwd: string, manager: PackageManager, stack: string): string {
  const way = relative(cwd, root);
  const lines = [
    ...(way === "" ? [] : [`cd ${shellWord(way)}`]),
    installCommand(manager),
    runCommand(manager, "genesys-access check"),
    runCommand(manager, `genesys-access doctor --stack ${stack}`),
  ];
  return `\nNext:\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

/** Quoted where a shell would read it otherwise. */
function shellWord(text: string): string {
  return /^[\w./@%+:,-]+$/.test(text) && !text.startsWith("-") ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
