/** Both side by side as Markdown: what is lost comes first. */
import { callCount, type OperationFigures } from "../engine/figures.ts";
import { PEER, PEER_ROWS, PEER_STATE, SIDE_BY_SIDE } from "../engine/peer.ts";
import { table } from "../engine/tables.ts";
import type { Compared } from "./main.ts";

const WORDS = `This project is started by \`npx pulumi\`, as a user types it; the ratios are this project over Terraform: below 1.00 is in favour of this project.`;

/** The table of a run in which both ran. */
export function comparedTable(results: readonly Compared[]): string {
  const rows = results.flatMap(({ clients, ours, theirs }) =>
    ours.flatMap((own) => {
      const other = theirs.find(({ operation }) => operation === own.operation);
      return other === undefined ? [] : [{ clients, own, other, ratio: own.seconds / other.seconds }];
    }),
  );
  const head = [
    "clients",
    "operation",
    "time",
    "CPU",
    "memory",
    "calls",
    "s",
    "s, Terraform",
    "CPU s",
    "CPU s, Terraform",
    "MB",
    "MB, Terraform",
    "calls, both",
  ];
  const cells = rows
    .toSorted((a, b) => b.ratio - a.ratio)
    .map(({ clients, own, other, ratio }) => [
      String(clients),
      own.operation,
      ratio.toFixed(2),
      (own.use.cpuSeconds / other.use.cpuSeconds).toFixed(2),
      (memoryOf(own) / memoryOf(other)).toFixed(2),
      (callCount(own) / callCount(other)).toFixed(2),
      secondsOf(own),
      secondsOf(other),
      own.use.cpuSeconds.toFixed(1),
      other.use.cpuSeconds.toFixed(1),
      memoryOf(own).toFixed(0),
      memoryOf(other).toFixed(0),
      `${callCount(own)} / ${callCount(other)}`,
    ]);
  const lost = rows.filter(({ ratio }) => ratio > 1);
  const states = results.map(({ clients, state }) => [
    String(clients),
    String(state.ours),
    String(state.theirs),
    (state.ours / state.theirs).toFixed(2),
  ]);
  return [
    lost.length === 0
      ? "This project is slower on no line."
      : `This project is slower on ${lost.length} of ${rows.length} lines.`,
    WORDS,
    table(head, cells),
    table(["clients", "state bytes", "state bytes, Terraform", "ratio"], states),
  ].join("\n\n");
}

/** This run beside what was stored: calls and bytes compare as they are, seconds were measured on another day. */
export function storedTable(results: readonly Compared[]): string {
  const rows = results.flatMap(({ clients, ours }) =>
    ours.map((own) => {
      const stored = PEER_ROWS.find(
        (row) =>
          row.clients === clients &&
          row.operation === own.operation &&
          ["usual", "no limit, no latency"].includes(row.conditions),
      );
      const both = SIDE_BY_SIDE.rows.find((row) => row.clients === clients && row.operation === own.operation);
      return [
        String(clients),
        own.operation,
        secondsOf(own),
        own.use.cpuSeconds.toFixed(1),
        memoryOf(own).toFixed(0),
        String(callCount(own)),
        stored ? stored.seconds.toFixed(2) : "",
        stored ? String(stored.calls) : "",
        both ? both.time.toFixed(2) : "",
        both ? both.cpu.toFixed(2) : "",
      ];
    }),
  );
  const head = [
    "clients",
    "operation",
    "s",
    "CPU s",
    "MB",
    "calls",
    `s, Terraform ${PEER.date}`,
    "calls, Terraform",
    `time ratio ${SIDE_BY_SIDE.date}`,
    `CPU ratio ${SIDE_BY_SIDE.date}`,
  ];
  const states = results.map(({ clients, state }) => [
    String(clients),
    String(state.ours),
    String(PEER_STATE[clients] ?? ""),
  ]);
  return [
    `Terraform did not run here (--peer names no binary): its figures are of ${PEER.date}, and both were side by side on ${SIDE_BY_SIDE.date} at ${SIDE_BY_SIDE.commit}. Seconds of different days do not compare; calls and bytes do.`,
    WORDS,
    table(head, rows),
    table(["clients", "state bytes", "state bytes, Terraform"], states),
  ].join("\n\n");
}

function secondsOf({ seconds, range: [shortest, longest] }: OperationFigures): string {
  return shortest === longest
    ? seconds.toFixed(2)
    : `${seconds.toFixed(2)} (${shortest.toFixed(2)} to ${longest.toFixed(2)})`;
}

/** Pages that processes share count once, where the kernel tells it. */
function memoryOf({ use }: OperationFigures): number {
  return use.peakProportionalMegabytes ?? use.peakMegabytes;
}
