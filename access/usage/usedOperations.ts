/** What the holders of a role called, operation by operation, as far as the catalogue knows the operations. */
import { matchOperation, type Operation } from "../catalogue/operations.ts";
import { printEndpoint } from "../values/endpoint.ts";
import { compareText } from "../values/text.ts";
import type { UsageRow } from "./model.ts";

export interface UsedOperation {
  /** `GET /api/v2/users/{userId}`: as the catalogue writes it, or as the org does where the catalogue does not know it. */
  readonly text: string;
  /** Absent where the catalogue does not know it: nobody can say which permission it takes. */
  readonly operation?: Operation;
  readonly requests: number;
  /** At least one request was answered with 2xx or 3xx, or with something that the org did not count. */
  readonly succeeded: boolean;
  /** Ids of the clients that called it, sorted. */
  readonly clients: readonly string[];
  /** Days on which it was called, and the last of them (`YYYY-MM-DD`). */
  readonly days: number;
  readonly lastDay: string;
}

/** Sorted by text; each operation stands once. Rows without a request say nothing. */
export function usedOperations(rows: Iterable<UsageRow>): UsedOperation[] {
  const called = [...rows].filter(({ requests }) => requests > 0);
  const known = new Map<string, { readonly text: string; readonly operation?: Operation }>();
  const nameOf = (row: UsageRow) => {
    const written = `${row.method} ${row.path}`;
    const found = known.get(written) ?? named(row);
    known.set(written, found);
    return found;
  };
  return [...Map.groupBy(called, (row) => nameOf(row).text)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([text, same]) => {
      const days = [...new Set(same.map(({ day }) => day))].sort(compareText);
      const operation = same[0] && nameOf(same[0]).operation;
      return {
        text,
        ...(operation && { operation }),
        requests: same.reduce((sum, { requests }) => sum + requests, 0),
        succeeded: same.some(succeeded),
        clients: [...new Set(same.map(({ client }) => client))].sort(compareText),
        days: days.length,
        lastDay: days.at(-1) ?? "",
      };
    });
}

/** Placeholders count whatever they are called. */
function named({ method, path }: UsageRow): { readonly text: string; readonly operation?: Operation } {
  const operation = matchOperation(method, path);
  return operation ? { text: printEndpoint(operation), operation } : { text: `${method} ${path}` };
}

/** A request of which the org counted no status may have succeeded. 429 is counted within 400 as well. */
function succeeded({ requests, status200, status300, status400, status500 }: UsageRow): boolean {
  return status200 + status300 > 0 || status400 + status500 < requests;
}
