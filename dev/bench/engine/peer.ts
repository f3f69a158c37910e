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
  ...rows(10, "usual", {
    create: [282, 1.17],
    preview: [36, 0.78],
    up: [36, 0.78],
    refresh: [36, 0.55],
    "change a role": [71, 0.92],
    destroy: [128, 1.09],
  }),
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

/**
 * Both side by side in one run, in turns, on the same embedded org and two cores: this project's figure as a share of Terraform's. Below 1 is in favour of this
 * project. Measured 2026-11-29 with provider 1.82.0, OpenTofu 1.12.6 and this project at f6bb4b5.
 */
export const SIDE_BY_SIDE = {
  date: "2026-11-29",
  commit: "f6bb4b5",
  rows: [
    ...ratios(10, {
      create: [1.19, 1.28],
      preview: [1.69, 1.63],
      up: [1.71, 1.63],
      refresh: [1.38, 1.25],
      "change a role": [1.54, 1.64],
      destroy: [0.79, 0.7],
    }),
    ...ratios(50, {
      create: [0.66, 0.6],
      preview: [0.67, 0.62],
      up: [0.61, 0.56],
      refresh: [0.67, 0.52],
      "change a role": [0.67, 0.59],
      destroy: [0.5, 0.37],
    }),
    ...ratios(100, {
      create: [0.73, 0.61],
      preview: [0.46, 0.42],
      up: [0.48, 0.43],
      refresh: [0.53, 0.42],
      "change a role": [0.62, 0.56],
      destroy: [0.61, 0.44],
    }),
  ],
  /** Peak of all processes, in MB, at 10 clients, in two busy runs. */
  megabytes: { ours: [370, 555], theirs: [180, 230] },
} as const;

/**
 * This project at the commit that ran beside Terraform, and later, in turns within one hour of a quiet machine: medians of three lives with 10 clients. The earlier
 * one was a checkout, the later one is the package as npm installs it: what users of each met.
 */
export const SINCE = {
  date: "2026-11-29",
  rows: [
    { operation: "create", seconds: [1.89, 1.62], cpu: [2.45, 2.04] },
    { operation: "preview", seconds: [1.72, 1.53], cpu: [2.2, 1.93] },
    { operation: "up", seconds: [1.71, 1.51], cpu: [2.18, 1.88] },
    { operation: "refresh", seconds: [1.04, 0.9], cpu: [1.14, 0.88] },
    { operation: "change a role", seconds: [1.78, 1.65], cpu: [2.2, 2.05] },
    { operation: "destroy", seconds: [1.11, 1.01], cpu: [1.22, 1.02] },
  ],
  /** Of create: sums of resident sets of both, then the later one's proportional set sizes. */
  megabytes: { resident: [581, 527], proportional: 360 },
  stateBytes: [65_236, 59_257],
} as const;

export interface RatioRow {
  readonly clients: number;
  readonly operation: OperationName;
  readonly time: number;
  readonly cpu: number;
}

function ratios(
  clients: number,
  operations: Partial<Record<OperationName, readonly [time: number, cpu: number]>>,
): RatioRow[] {
  return (Object.entries(operations) as [OperationName, readonly [number, number]][]).map(
    ([operation, [time, cpu]]) => {
      return { clients, operation, time, cpu };
    },
  );
}

type Row = readonly [calls: number, seconds: number];

function rows(clients: number, conditions: string, operations: Partial<Record<OperationName, Row>>): PeerRow[] {
  return (Object.entries(operations) as [OperationName, Row][]).map(([operation, [calls, seconds]]) => {
    return { clients, conditions, operation, calls, seconds };
  });
}
