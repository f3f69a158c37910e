/** The cost of the first questions to the catalogue, each time in a fresh process. */
import { join } from "node:path";
import { type Measure, measure } from "./measures.ts";
import { runFresh } from "./process.ts";

const RUNS = 5;

export function benchCatalogue(): Measure[] {
  const results = Array.from({ length: RUNS }, loadOnce);
  const of = (pick: (result: (typeof results)[number]) => number) => results.map(pick);
  return [
    measure(
      "catalogue, first use: time",
      "ms",
      of(({ milliseconds }) => milliseconds),
      50,
    ),
    measure(
      "catalogue, first use: memory",
      "MB",
      of(({ megabytes }) => megabytes),
      30,
    ),
  ];
}

function loadOnce(): { milliseconds: number; megabytes: number } {
  const { stdout, stderr } = runFresh(
    [join(import.meta.dirname, "catalogueLoad.ts")],
    join(import.meta.dirname, "..", ".."),
  );
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}
