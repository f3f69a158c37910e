/** Measures scenarios one after the other, and says what it is doing. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ENGINE_VERSION } from "../../engine/index.ts";
import { installPackage } from "../installedPackage.ts";
import { thisMachine } from "../machine.ts";
import { onEnd } from "./cleanup.ts";
import { type EngineFigures, medianRuns, type ScenarioFigures } from "./figures.ts";
import { type Life, live } from "./life.ts";
import type { Scenario } from "./scenario.ts";
import { titleOf } from "./tables.ts";
import { objectsOf } from "./work.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** @param keep gets what there is after each scenario, so that an hour of measuring can be broken off */
export async function measureScenarios(
  scenarios: readonly Scenario[],
  keep: (figures: EngineFigures) => void = () => {},
): Promise<EngineFigures> {
  const scratch = mkdtempSync(join(tmpdir(), "genesys-access-bench-"));
  onEnd(() => rmSync(scratch, { recursive: true, force: true }));
  const modules = join(scratch, "node_modules");
  await installPackage(modules);
  const begin = performance.now();
  const results: ScenarioFigures[] = [];
  const figures = () => {
    return {
      date: new Date().toISOString().slice(0, 10),
      machine: thisMachine(),
      versions: versions(),
      scenarios: results,
    };
  };
  for (const [index, scenario] of scenarios.entries()) {
    const lives: Life[] = [];
    for (let run = 1; run <= scenario.runs; run += 1) {
      lives.push(
        await live(
          scenario,
          (step) => {
            const minutes = ((performance.now() - begin) / 60_000).toFixed(1);
            const where = `${index + 1}/${scenarios.length} ${titleOf(scenario)}, run ${run}/${scenario.runs}`;
            process.stderr.write(`[${minutes} min] ${where}: ${step}\n`);
          },
          modules,
        ),
      );
    }
    results.push(...combine(scenario, lives));
    keep(figures());
  }
  return figures();
}

function combine(scenario: Scenario, lives: readonly Life[]): ScenarioFigures[] {
  const [first] = lives;
  if (first === undefined) return [];
  const { clients, users } = scenario;
  // Each user has one grant, which is an object of its own.
  const objects = objectsOf({ clients, users, divisions: 3, edited: false }) + users;
  return [{ scenario, operations: medianRuns(lives.map(({ operations }) => operations)), state: first.state, objects }];
}

function versions(): Record<string, string> {
  return { node: process.versions.node, pulumi: ENGINE_VERSION, ...packages("@pulumi/pulumi", "@pulumi/policy") };
}

function packages(...names: string[]): Record<string, string> {
  const read = (name: string) => JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8"));
  return Object.fromEntries(names.map((name) => [name, String(read(name).version).replace(/^v/, "")]));
}
