/** What a folder of tables makes of stacks, profiles and rules. */
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { SpecFile } from "../open/specFiles.ts";
import type { CatalogueSnapshot } from "./snapshot.ts";
import type { Tables } from "./tables.ts";

/**
 * @param folder with all tables
 * @param tables take the place of those of the folder
 */
export async function snapshotOf(
  folder: string,
  tables: Tables,
  files: readonly SpecFile[],
  today: string,
): Promise<CatalogueSnapshot> {
  const catalogue = mkdtempSync(join(tmpdir(), "genesys-access-catalogue-"));
  try {
    cpSync(folder, catalogue, { recursive: true });
    for (const [name, text] of tables) writeFileSync(join(catalogue, name), text);
    const worker = new Worker(new URL(import.meta.url.replace(/snapshotOf(\.[a-z]+)$/, "snapshotWorker$1")), {
      workerData: { catalogue, files, today },
    });
    const [snapshot] = await Promise.race([once(worker, "message"), failure(worker)]);
    return snapshot as CatalogueSnapshot;
  } finally {
    rmSync(catalogue, { recursive: true, force: true });
  }
}

/** `once` rejects with an error of the thread; a thread that only ends has answered nothing. */
async function failure(worker: Worker): Promise<never> {
  const [code] = await once(worker, "exit");
  throw new Error(`The thread that judges the new catalogue ended with ${code}.`);
}
