/** A timeline of one preview: `npm run bench -- --timeline`. Which process starts when, what it loads, whom it asks. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { onEnd } from "../engine/cleanup.ts";
import { startOrg } from "../engine/orgProcess.ts";
import { openStack } from "../engine/stack.ts";
import { installPackage } from "../installedPackage.ts";
import { readMarks } from "./marks.ts";
import { timeline } from "./render.ts";

const FLAGS = ["--non-interactive", "--color", "never"];
const CLIENTS = 10;

/** Prints the timeline of the second preview of a deployed stack: the first one fills the cache of compiled modules. */
export async function benchTimeline({ clients = CLIENTS }: { readonly clients?: number }): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "genesys-access-timeline-"));
  const forget = onEnd(() => rmSync(scratch, { recursive: true, force: true }));
  const [modules, marks] = [join(scratch, "node_modules"), join(scratch, "marks")];
  await installPackage(modules);
  mkdirSync(marks);
  const org = await startOrg(0);
  const stack = await openStack("ours", org.connection, modules);
  try {
    stack.declare({ clients, users: 0, divisions: 3, edited: false });
    await stack.run("pulumi", ["up", "--yes", "--skip-preview", ...FLAGS]);
    await stack.run("pulumi", ["preview", ...FLAGS]);
    const hook = `--import=${pathToFileURL(join(import.meta.dirname, "marks.mjs")).href}`;
    await stack.run("pulumi", ["preview", ...FLAGS], { NODE_OPTIONS: hook, GENESYS_ACCESS_MARKS: marks });
    console.log(`A preview without changes, ${clients} clients, the package as npm installs it.\n${NOTE}\n`);
    console.log(timeline(readMarks(marks)));
  } finally {
    await stack.close();
    await org.close();
    rmSync(scratch, { recursive: true, force: true });
    forget();
  }
}

const NOTE = `The engine is no Node process: it is what passes between the lines. Watching takes time of its own, mostly for each file that is loaded.`;
