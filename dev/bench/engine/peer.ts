/**
 * The official Terraform provider with the same work: N roles of 20 permissions, N client-credentials clients with their role in three
 * divisions, which the configuration manages. Measured on an embedded org on loopback, two cores; medians of three, its default token pool of 10.
 */
import type { OperationName } from "./scenario.ts";

export interface PeerRow {
  readonly clients: number;
  readonly conditions: string;
  readonly operation: OperationName;
  readonly calls: number;
  readonly seconds: number;
}

export const PEER = {
  name: "Terraform provider `MyPureCloud/genesyscloud`",
  version: "1.82.0 (Go SDK 188) with OpenTofu 1.12.6",
  date: "2026-11-21",
} as const;

/** Conditions as the scenarios of suite.ts call them. `up` is a second `apply`, `preview` is `plan`, refresh is `plan -refresh-only`. */
export const PEER_ROWS: readonly PeerRow[] = [
  ...rows(50, "no limit, no latency", {
    create: [1282, 4.25],
    preview: [116, 2.91],
    up: [116, 2.87],
    refresh: [116, 1.59],
    "change a role": [151, 2.74],
    destroy: [448, 3.35],
  }),
  ...rows(100, "usual", {
    create: [2532, 7.54],
    preview: [216, 5.29],
    up: [216, 5.43],
    refresh: [216, 2.79],
    "change a role": [251, 4.85],
    destroy: [848, 6.2],
  }),
  ...rows(50, "50 ms latency", {
    create: [1282, 9.6],
    preview: [116, 3.3],
    up: [116, 3.3],
    refresh: [116, 2.1],
    "change a role": [151, 4.6],
    destroy: [448, 5.8],
  }),
  // Two runs: 185 and 246 s; the faster one. The other operations were as without a limit.
  ...rows(50, "300 requests a minute", { create: [1312, 185] }),
];

/** State files after create, in bytes. */
export const PEER_STATE: Readonly<Record<number, number>> = { 10: 73_713, 50: 361_776, 100: 722_069 };

type Row = readonly [calls: number, seconds: number];

function rows(clients: number, conditions: string, operations: Partial<Record<OperationName, Row>>): PeerRow[] {
  return (Object.entries(operations) as [OperationName, Row][]).map(([operation, [calls, seconds]]) => {
    return { clients, conditions, operation, calls, seconds };
  });
}
