/** The benchmark through the real engine: `npm run bench -- --engine`, or one size with `--clients N`. */
import { writeFileSync } from "node:fs";
import { bringUpToDate, readResults, writeScenarios } from "./docs.ts";
import type { EngineFigures } from "./figures.ts";
import { measureScenarios } from "./measure.ts";
import { oneSize, wholeSuite } from "./suite.ts";
import {
  callTable,
  fieldTable,
  operationTable,
  partTable,
  peerTable,
  stateTable,
  targetTable,
  titleOf,
} from "./tables.ts";

export interface EngineOptions {
  /** One size only; without it the whole suite. */
  readonly clients?: number;
  /** Write the figures here as JSON. */
  readonly json?: string;
  /** Keep the figures of the whole suite as dev/bench/results.json, and make docs/benchmarks.md of them. */
  readonly docs: boolean;
}

/** Measures, and prints Markdown. */
export async function benchEngine({ clients, json, docs }: EngineOptions): Promise<void> {
  const scenarios = clients === undefined ? wholeSuite() : oneSize(clients);
  const figures = await measureScenarios(scenarios, docs ? writeScenarios : undefined);
  console.log(report(figures));
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(figures, undefined, 2)}\n`);
  if (docs) await bringUpToDate(readResults(), true);
}

/** Makes the page of the figures that are there, or with `check` compares them. Returns the exit code. */
export async function benchDocs(check: boolean): Promise<0 | 1> {
  const changed = await bringUpToDate(readResults(), !check);
  if (!check || changed.length === 0) return 0;
  console.error(`Not up to date: ${changed.join(", ")}. Run \`npm run bench -- --docs\`.`);
  return 1;
}

function report(figures: EngineFigures): string {
  const { scenarios } = figures;
  const details = scenarios.flatMap((each) => [
    `## ${titleOf(each.scenario)}`,
    partTable(each),
    fieldTable(each),
    callTable(each),
  ]);
  const [targets, peer] = [targetTable(figures), peerTable(figures)];
  return [operationTable(scenarios), stateTable(scenarios), targets, peer, ...details].filter(Boolean).join("\n\n");
}
