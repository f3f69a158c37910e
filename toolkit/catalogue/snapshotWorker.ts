/** A thread whose catalogue is another one than that of its process. */
import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { useCatalogue } from "../../access/catalogue/table.ts";
import type { SpecFile } from "../open/specFiles.ts";

const { catalogue, files, today } = workerData as { catalogue: string; files: readonly SpecFile[]; today: string };

useCatalogue(catalogue);
const { takeSnapshot } = await import("./snapshot.ts");
parentPort?.postMessage(takeSnapshot(files, (file) => readFileSync(file, "utf8"), today));
