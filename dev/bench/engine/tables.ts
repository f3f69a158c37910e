/** The figures as Markdown tables, for the terminal and for the docs. */
import type { StartupFigures, Timing } from "../startup/figures.ts";
import { callCount, type EngineFigures, type OperationFigures, type ScenarioFigures } from "./figures.ts";
import { PEER_ROWS, SIDE_BY_SIDE, SINCE } from "./peer.ts";
import { PARTS } from "./processes.ts";
import type { Scenario } from "./scenario.ts";
import { isMet, operationOf, targetsOf } from "./targets.ts";

/** One row for each operation of each scenario. */
export function operationTable(scenarios: readonly ScenarioFigures[]): string {
  const rows = scenarios.flatMap((figures) =>
    figures.operations.map((own) => [
      titleOf(figures.scenario),
      own.operation,
      integer(callCount(own)),
      own.throttled === 0 ? "" : integer(own.throttled),
      secondsOf(own),
      decimal(own.use.cpuSeconds),
      decimal(own.use.peakMegabytes, 0),
    ]),
  );
  return table(["scenario", "operation", "calls", "of these 429", "seconds", "CPU seconds", "peak MB, sum"], rows);
}

/** Where CPU and memory go, by part of a run. */
export function partTable({ operations }: ScenarioFigures): string {
  const parts = PARTS.filter((part) => operations.some(({ use }) => use.parts[part] !== undefined));
  const rows = operations.map(({ operation, use }) => [
    operation,
    ...parts.map((part) => {
      const own = use.parts[part];
      return own ? `${decimal(own.cpuSeconds)} s, ${decimal(own.peakMegabytes, 0)} MB` : "";
    }),
  ]);
  return table(["operation", ...parts], rows);
}

/** The size of the state after create. */
export function stateTable(scenarios: readonly ScenarioFigures[]): string {
  const kinds = [...new Set(scenarios.flatMap(({ state }) => Object.keys(state.perResource)))].sort();
  const rows = scenarios.map(({ scenario, state }) => [
    titleOf(scenario),
    integer(state.bytes),
    ...kinds.map((kind) => integer(state.perResource[kind])),
  ]);
  return table(["scenario", "state bytes", ...kinds.map((kind) => `one ${kind}`)], rows);
}

/** The bytes of the state by the engine's own fields; empty for figures of before they were measured. */
export function fieldTable({ state: { perField = {} } }: ScenarioFigures): string {
  const kinds = Object.keys(perField).sort();
  const fields = [...new Set(kinds.flatMap((kind) => Object.keys(perField[kind] ?? {})))].sort();
  const rows = fields.map((field) => [`\`${field}\``, ...kinds.map((kind) => integer(perField[kind]?.[field]))]);
  return rows.length === 0 ? "" : table(["field", ...kinds.map((kind) => `one ${kind}`)], rows);
}

/** How often each operation of the API was called. */
export function callTable({ operations }: ScenarioFigures): string {
  const names = [...new Set(operations.flatMap(({ calls }) => Object.keys(calls)))].sort();
  const rows = names.map((name) => [`\`${name}\``, ...operations.map(({ calls }) => integer(calls[name]))]);
  return table(["call", ...operations.map(({ operation }) => operation)], rows);
}

/** This project, the naive provider and the Terraform provider side by side; empty when nothing comparable was measured. */
export function peerTable({ scenarios }: EngineFigures): string {
  const find = (name: string, clients: number) =>
    scenarios.find(({ scenario }) => scenario.name === name && scenario.clients === clients);
  const rows = PEER_ROWS.flatMap(({ clients, conditions, operation, calls, seconds }) => {
    const own = operationOf(find(conditions, clients), operation);
    if (own === undefined) return [];
    const plain = conditions === "usual" || conditions === "no limit, no latency";
    const naive = operationOf(find(plain ? "naive" : `naive, ${conditions}`, clients), operation);
    const cells = (figures: OperationFigures | undefined) =>
      figures ? [integer(callCount(figures)), decimal(figures.seconds)] : ["", ""];
    const where = plain ? "no limit, no latency" : conditions;
    return [[integer(clients), where, operation, ...cells(own), ...cells(naive), integer(calls), decimal(seconds)]];
  });
  const names = ["this project", "naive provider", "Terraform"].flatMap((name) => [`calls, ${name}`, `s, ${name}`]);
  return rows.length === 0 ? "" : table(["clients", "conditions", "operation", ...names], rows);
}

/** Both in one run: time and CPU of this project over Terraform's, the worst line of each size first. */
export function sideBySideTable(): string {
  const rows = SIDE_BY_SIDE.rows
    .toSorted((a, b) => a.clients - b.clients || b.time - a.time)
    .map(({ clients, operation, time, cpu }) => [integer(clients), operation, decimal(time, 2), decimal(cpu, 2)]);
  return table(["clients", "operation", "time", "CPU"], rows);
}

/** What became faster since both ran side by side. */
export function sinceTable(): string {
  const rows = SINCE.rows.map(({ operation, seconds, cpu }) => [
    operation,
    ...[...seconds, seconds[1] / seconds[0], ...cpu, cpu[1] / cpu[0]].map((value) => decimal(value, 2)),
  ]);
  return table(
    ["operation, 10 clients", "s then", "s now", "now / then", "CPU s then", "CPU s now", "now / then"],
    rows,
  );
}

/** Whole processes of the command, beside Node with a program that does nothing. */
export function startupTable({ empty, commands }: StartupFigures): string {
  const rows = commands.map(({ command, installed, sources }) => [
    `\`genesys-access ${command}\``,
    millisecondsOf(installed),
    millisecondsOf(sources),
  ]);
  return table(["command", "installed", "sources"], [["an empty program", millisecondsOf(empty), ""], ...rows]);
}

/** Every target with its figure: met or missed. */
export function targetTable(figures: EngineFigures): string {
  const rows = targetsOf(figures).map((target) => {
    const digits = target.unit === "times" ? 2 : target.value < 10 ? 2 : 0;
    const cells = [decimal(target.value, digits), decimal(target.atMost, digits), target.unit];
    return [target.what, ...cells, isMet(target) ? "met" : "**missed**"];
  });
  return table(["target", "measured", "at most", "unit", ""], rows);
}

/** A scenario in a few words. */
export function titleOf({ name, clients, users }: Scenario): string {
  return `${users > 0 ? `${integer(users)} users` : `${integer(clients)} clients`}, ${name}`;
}

function secondsOf({ seconds, range: [shortest, longest] }: OperationFigures): string {
  const spread = shortest === longest ? "" : ` (${decimal(shortest)} to ${decimal(longest)})`;
  return `${decimal(seconds)}${spread}`;
}

function millisecondsOf({ milliseconds, range: [shortest, longest] }: Timing): string {
  return `${integer(milliseconds)} (${integer(shortest)} to ${integer(longest)})`;
}

function integer(value: number | undefined): string {
  return value === undefined ? "" : value.toLocaleString("en-US");
}

function decimal(value: number, digits = 1): string {
  return value.toFixed(digits);
}

/** Words to the left, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const numeric = head.map(
    (_, at) => rows.length > 0 && rows.every((row) => /^(-?[\d,.]+( \(.*\))?)?$/.test(row[at] ?? "")),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(numeric.map((right) => (right ? "---:" : "---"))), ...rows.map(line)].join("\n");
}
