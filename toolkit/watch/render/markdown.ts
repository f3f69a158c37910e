/** Reports as Markdown, for an issue, the summary of a job or a mail: text of the org is shown in code spans. */
import type { BlockContent, PhrasingContent } from "mdast";
import type { DriftRow } from "../../../access/drift/model.ts";
import { code, prose, words } from "../../../access/report/comment/code.ts";
import { bullets, heading, paragraph, strong } from "../../../access/report/comment/nodes.ts";
import { serialise } from "../../../access/report/comment/serialise.ts";
import type { WatchReport } from "../model.ts";
import { actorPieces, atomsOf, countLine, coverageLine, objectOf, remarks, valuesOf } from "./words.ts";

/** Platforms cut long texts: most rows, and lines of access of one row; what is left out is counted. */
const MOST_ROWS = 100;
const MOST_ATOMS = 5;

export function renderWatchMarkdown(reports: readonly WatchReport[]): string {
  return serialise(reports.flatMap((report) => stackBlocks(report, MOST_ROWS)));
}

/** One stack, within a limit of characters: as many rows as fit, and how many do not. */
export function watchIssue(report: WatchReport, limit: number): string {
  for (let most = MOST_ROWS; ; most = Math.floor(most / 2)) {
    const text = serialise(stackBlocks(report, most));
    if ([...text].length <= limit || most === 0) return [...text].slice(0, limit).join("");
  }
}

function stackBlocks(report: WatchReport, most: number): BlockContent[] {
  const { stack, organization, readAt, readBy, complete, coverage, rows, usage } = report;
  const missing = coverage.filter(({ state }) => state !== "read" && state !== "not-asked");
  return [
    heading(3, "Watch of ", code(stack)),
    ...(organization.id === ""
      ? []
      : [
          paragraph(
            "Org ",
            code(organization.name),
            " ",
            code(organization.id),
            ", read ",
            code(readAt),
            " by ",
            code(readBy),
            ".",
          ),
        ]),
    paragraph(strong(complete ? "Everything was read." : "Not everything was read.")),
    ...bullets(missing.map((line) => prose(coverageLine(line)))),
    paragraph(complete || rows.length > 0 ? countLine(report) : "No row was found in what could be read."),
    ...rows.slice(0, most).flatMap(rowBlocks),
    ...rest(rows.length - most, "row"),
    ...bullets(
      (usage?.alarms ?? []).map(({ severity, message }) => [strong(`usage ${severity}`), " ", ...prose(message)]),
    ),
    heading(4, "Beside it"),
    ...bullets(remarks(report).map((line) => prose(line))),
  ];
}

function rowBlocks(row: DriftRow): BlockContent[] {
  const { kind, verdict, access, todo, since } = row;
  return [
    paragraph(strong(`${kind}, ${verdict}:`), " ", code(objectOf(row)), " ", code(valuesOf(row))),
    ...bullets([
      ...access.slice(0, MOST_ATOMS).map((atoms) => [code(atomsOf(atoms))]),
      ...(access.length > MOST_ATOMS ? [[`and ${access.length - MOST_ATOMS} more`]] : []),
      ...(since === null ? [] : [["since ", code(since)]]),
      ...(kind === "expiring" ? [] : whoItems(row)),
      ...todo.map((line) => ["do: ", ...prose(line)]),
    ]),
  ];
}

function whoItems({ who }: DriftRow): PhrasingContent[][] {
  if (who.certainty === "unattributed") return [[words("who: unattributed. "), ...prose(who.reason ?? "")]];
  return who.actors.map((actor) => [
    words(`who: ${who.certainty}:`),
    ...actorPieces(actor).flatMap(([word, text]) => [words(` ${word} `), code(text)]),
  ]);
}

function rest(count: number, noun: string): BlockContent[] {
  return count <= 0 ? [] : [paragraph(`And ${count} more ${noun}${count === 1 ? "" : "s"}.`)];
}
