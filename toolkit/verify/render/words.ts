/** The words that every format of a verification has in common. */
import type { VerdictCounts, Verification, VerifiedRow } from "../../../access/verify/model.ts";

export function countsText({ proved, refuted, notProvable }: VerdictCounts): string {
  return `${proved} proved, ${refuted} refuted, ${notProvable} not provable`;
}

/** In which order rows are of interest. */
const ORDER: readonly VerifiedRow["verdict"][] = ["refuted", "not provable", "proved"];

export function worstFirst(rows: readonly VerifiedRow[]): VerifiedRow[] {
  return [...rows].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
}

export function placeText({ place: { file, line, path } }: VerifiedRow): string {
  return `${file}:${line} ${path}`;
}

export function verdictText({ verdict, reason }: VerifiedRow): string {
  return reason === null ? verdict : `${verdict}: ${reason}`;
}

/** What came, with what somebody at the vendor's asks for. */
export function gotText({ got }: VerifiedRow): string {
  if (got === null) return "nothing";
  const code = got.code === "" ? "" : ` ${got.code}`;
  const trace = got.correlationId === "" ? "" : ` (correlation id ${got.correlationId})`;
  return `${got.words}, ${got.status}${code}${trace}`;
}

export function headLines(verification: Verification): string[] {
  const { org, file, specDigest, startedAt, endedAt, catalogueDate, readBy, counts, maxRequests } = verification;
  return [
    ...(org === "embedded"
      ? ["In an embedded org that was made from the spec: it shows what the spec says, and nothing about the real org."]
      : []),
    `Spec ${file}, digest ${specDigest}`,
    `From ${startedAt} to ${endedAt}, catalogue of ${catalogueDate}`,
    `Objects were read by the client ${readBy.clientId}; each client made at most ${maxRequests} requests, and only reads`,
    countsText(counts),
  ];
}
