/** A verification for people: what is refuted first. */
import { printable } from "../../../access/values/untrusted.ts";
import type { Verification, VerifiedClient, VerifiedRow } from "../../../access/verify/model.ts";
import { countsText, gotText, headLines, placeText, verdictText, worstFirst } from "./words.ts";

export function renderVerificationText(verification: Verification): string {
  const { organization, clients, inventory, disagreements, notTested } = verification;
  const blocks = [
    [`Verification of ${JSON.stringify(organization.name)} (id ${organization.id})`, ...headLines(verification)],
    ...clients.map(clientLines),
    disagreements.length === 0
      ? []
      : [
          "Faults of this tool, to be reported",
          ...disagreements.map(({ client, sentence }) => `  - ${client}: ${sentence}`),
        ],
    inventory.length === 0
      ? []
      : [
          "Objects that borders were tried on",
          ...inventory.map(
            ({ kind, state, count, reason }) =>
              `  - ${kind}: ${state === "not-read" ? "not read" : count}${reason === null ? "" : `. ${reason}`}`,
          ),
        ],
    ["Not tested", ...notTested.map((line) => `  - ${line}`)],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.map(printable).join("\n")}\n`)
    .join("\n");
}

function clientLines({ client, name, clientId, requests, counts, rows, tokenEnded }: VerifiedClient): string[] {
  const ended = tokenEnded === false ? ", its token was NOT ended" : "";
  return [
    `${client} (${JSON.stringify(name)}${clientId === null ? "" : `, id ${clientId}`}): ${countsText(counts)}, ${requests} requests${ended}`,
    ...worstFirst(rows).flatMap(rowLines),
  ];
}

/** What is proved is told in a line: the form json has its requests and controls. */
function rowLines(row: VerifiedRow): string[] {
  const { verdict, claim, probe, expected, control, remark } = row;
  if (verdict === "proved") return [`  proved  ${claim} (${placeText(row)})`];
  return [
    `  ${verdictText(row)}  ${claim}`,
    `      ${placeText(row)}`,
    ...(probe === "" ? [] : [`      ${probe}`, `      expected ${expected}; got ${gotText(row)}`]),
    ...(control === null ? [] : [`      control: ${control}`]),
    ...(remark === null ? [] : [`      ${remark}`]),
  ];
}
