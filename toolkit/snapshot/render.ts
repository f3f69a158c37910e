/** What `genesys-access snapshot` says of the file that it wrote. */
import { coverageLines, coverageState } from "../../access/snapshot/coverageText.ts";
import { isComplete, type Snapshot } from "../../access/snapshot/model.ts";
import { aligned } from "../../access/values/alignedRows.ts";
import { printable } from "../../access/values/untrusted.ts";

/** @param width of the terminal; undefined for a file or a pipe */
export function renderSnapshot(snapshot: Snapshot, file: string, width?: number): string {
  const { organization, readBy, readAt, coverage } = snapshot;
  const where = organization.region === null ? "" : `, ${organization.region}`;
  const rows = coverage.map(({ part, count, state }) => [part, String(count).padStart(6), coverageState(state)]);
  const lines = [
    `${file}: access in the org ${JSON.stringify(organization.name)} (id ${organization.id}${where}), read ${readAt} by the client ${JSON.stringify(readBy.name)}.`,
    "",
    ...aligned(rows, width).map((line) => `  ${line}`),
    "",
    ...(isComplete(snapshot)
      ? ["Everything was read."]
      : ["Not everything was read:", ...coverageLines(snapshot).map((text) => `  ${text}`)]),
    ...personal(snapshot),
  ];
  return lines.map((line) => `${printable(line)}\n`).join("");
}

const ADDRESS = /[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+/;

function personal({ personalData, roles, clients, divisions }: Snapshot): string[] {
  if (personalData === "kept") return ["It has the addresses of users: keep it as you keep such a list (--redact)."];
  const texts = [...roles, ...clients, ...divisions].filter(
    ({ name, description }) => ADDRESS.test(name.slice(0, LONGEST)) || ADDRESS.test(description.slice(0, LONGEST)),
  );
  return texts.length === 0
    ? []
    : [
        `${texts.length} names or descriptions of roles, clients and divisions have an address in them, and stay as they are.`,
      ];
}

const LONGEST = 2000;
