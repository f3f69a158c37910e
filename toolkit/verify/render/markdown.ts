/** A verification as Markdown, for the summary of a job, a ticket or a file that an auditor keeps: text of the org is shown in code spans. */
import type { BlockContent, PhrasingContent } from "mdast";
import { code, prose } from "../../../access/report/comment/code.ts";
import { bullets, heading, paragraph, strong, table } from "../../../access/report/comment/nodes.ts";
import { serialise } from "../../../access/report/comment/serialise.ts";
import type { Verification, VerifiedClient, VerifiedRow } from "../../../access/verify/model.ts";
import { countsText, gotText, headLines, placeText, verdictText, worstFirst } from "./words.ts";

/** Platforms cut long texts; what is left out is counted. */
const MOST_ROWS = 100;

export function renderVerificationMarkdown(verification: Verification): string {
  const { organization, clients, disagreements, inventory, notTested } = verification;
  return serialise([
    heading(3, "Verification of ", code(organization.name)),
    ...bullets(headLines(verification).map((line) => prose(line))),
    ...(disagreements.length === 0
      ? []
      : [
          heading(4, "Faults of this tool, to be reported"),
          ...bullets(disagreements.map(({ client, sentence }) => [code(client), ": ", ...prose(sentence)])),
        ]),
    ...clients.flatMap(clientBlocks),
    ...(inventory.length === 0
      ? []
      : [
          heading(4, "Objects that borders were tried on"),
          ...bullets(
            inventory.map(({ kind, state, count, reason }) => [
              `${kind}: ${state === "not-read" ? "not read" : count}`,
              ...(reason === null ? [] : [". ", ...prose(reason)]),
            ]),
          ),
        ]),
    heading(4, "Not tested"),
    ...bullets(notTested.map((line) => prose(line))),
  ]);
}

function clientBlocks({ client, name, clientId, counts, rows, requests }: VerifiedClient): BlockContent[] {
  const shown = worstFirst(rows).slice(0, MOST_ROWS);
  const left = rows.length - shown.length;
  return [
    heading(4, "Client ", code(client)),
    paragraph(
      code(name),
      ...(clientId === null ? [] : [", id ", code(clientId)]),
      `: ${countsText(counts)}, ${requests} requests`,
    ),
    table(
      ["Verdict", "Claim", "Place", "Probe", "Expected", "Got", "Control"],
      shown.map((row) => [
        row.verdict === "refuted" ? [strong(verdictText(row))] : [verdictText(row)],
        prose(row.claim),
        [code(placeText(row))],
        row.probe === "" ? ["-"] : [code(row.probe)],
        prose(row.expected),
        got(row),
        row.control === null ? ["-"] : prose(row.control),
      ]),
    ),
    ...(left > 0 ? [paragraph(`And ${left} more: the form json has all.`)] : []),
  ];
}

function got(row: VerifiedRow): (string | PhrasingContent)[] {
  return [code(gotText(row)), ...(row.remark === null ? [] : [" ", ...prose(row.remark)])];
}
