/** The two ways out, as files for a person to judge: a patch that takes the changes into the YAML, and what putting the org back would do. Nothing of it is done here. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DriftRow } from "../../access/drift/model.ts";
import { printDay } from "../../access/values/day.ts";
import { printable } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import { hunkDiff } from "../lineDiff.ts";
import { workingTree } from "../open/source.ts";
import { replaceFile } from "../replaceFile.ts";
import type { WatchReport } from "./model.ts";
import { objectOf, valuesOf } from "./render/words.ts";
import { type TakenIn, takeIn } from "./takeIn.ts";
import type { WatchGround } from "./watchStack.ts";

const TAKE_IN = "take-in.patch";
const PUT_BACK = "put-back.md";

/** @returns names of the files, relative to the folder of the run */
export function writePatches(
  { stack, rows, readAt }: WatchReport,
  ground: WatchGround | undefined,
  folder: string,
  cwd: string,
): string[] {
  const drift = (ground?.rows ?? rows).filter(({ kind }) => !["expiring", "unmanaged"].includes(kind));
  const name = stack.replace(/[^\w.-]+/g, ".");
  if (drift.length === 0) return [];
  const source = workingTree(cwd);
  const taken: TakenIn | undefined =
    ground &&
    takeIn(drift, {
      stack: stack.slice(stack.lastIndexOf("/") + 1),
      file: ground.spec.file,
      spec: ground.spec.value,
      readText: (file, first) => source.readText(file, first),
      fileOf: (path) => ground.spec.locate(path).file,
      today: printDay(new Date(readAt)),
    });
  const files = new Map<string, string>();
  const patch = taken ? patchText(taken) : "";
  if (patch !== "") files.set(`${name}.${TAKE_IN}`, patch);
  const patchFile = patch === "" ? undefined : join(folder, `${name}.${TAKE_IN}`);
  files.set(`${name}.${PUT_BACK}`, putBack(stack, drift, taken, patchFile));
  try {
    mkdirSync(join(cwd, folder), { recursive: true });
  } catch (error) {
    throw new Failure(printable(`The folder ${folder} cannot be made: ${(error as Error).message}.`));
  }
  for (const [file, text] of files) replaceFile(join(cwd, folder, file), text);
  return [...files.keys()].map((file) => join(folder, file));
}

/** Without a line end at the end of a file no tool agrees on the form of a patch: such a file gets none. */
function patchText({ edits }: TakenIn): string {
  const lines = [...edits].flatMap(([file, { before, after }]) =>
    before.endsWith("\n") && after.endsWith("\n") ? hunkDiff(file, before, after) : [],
  );
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function putBack(
  stack: string,
  rows: readonly DriftRow[],
  taken: TakenIn | undefined,
  patch: string | undefined,
): string {
  const shown = (row: DriftRow) => printable(`${objectOf(row)}: ${valuesOf(row)}`);
  const ids = new Set(taken?.taken);
  return [
    `# ${printable(stack)}: two ways out`,
    "",
    "## Put the org back",
    "",
    "    genesys-access diff --base live --stack NAME".replace("NAME", stack),
    "    pulumi up --refresh --stack NAME".replace("NAME", stack),
    "",
    "The first command shows what the second would do. It undoes:",
    "",
    ...rows.map((row) => `- ${code(shown(row))}`),
    "",
    "What was deleted is made anew, under another id; a client has another secret then.",
    "",
    "## Take it into the YAML",
    "",
    ...(patch === undefined
      ? ["There is no patch."]
      : [
          `    git apply ${patch}`,
          "",
          "Run it in the folder of the project, then `genesys-access check`, and propose the change as any other.",
        ]),
    "",
    ...rows.filter(({ id }) => ids.has(id)).map((row) => `- ${code(shown(row))}: in the patch`),
    ...(taken?.left ?? []).map(({ row, reason }) => `- ${code(shown(row))}: not in the patch. ${printable(reason)}`),
    ...(taken ? [] : ["The spec is not valid, or not there: see the coverage of the report."]),
    "",
  ].join("\n");
}

/** In a code span nothing of a name means anything to Markdown. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "\\u{60}")}\``;
}
