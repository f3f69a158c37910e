/** The start-up of the command: `npm run bench -- --startup`. */
import { bringUpToDate, readResults, writeResults } from "../engine/docs.ts";
import { startupTable } from "../engine/tables.ts";
import { measureStartup } from "./measure.ts";

const RUNS = 15;

/** Measures, and prints Markdown; with `docs` the figures are kept beside those of the engine, and the page is made of both. */
export async function benchStartup({ docs }: { readonly docs: boolean }): Promise<void> {
  const startup = await measureStartup(RUNS);
  console.log(`${startupTable(startup)}\n\nLoad of the machine before: ${startup.load}.\n`);
  if (!docs) return;
  const figures = { ...readResults(), startup };
  writeResults(figures);
  await bringUpToDate(figures, true);
}
