/** What `marks.mjs` wrote in one run, by process. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const markShape = z.object({
  kind: z.enum(["start", "load", "http", "asks", "is asked", "ready", "end"]),
  /** Milliseconds since 1970. */
  at: z.number(),
  name: z.string().default(""),
  words: z.array(z.string()).default([]),
});
export type Mark = z.infer<typeof markShape>;

export interface MarkedProcess {
  readonly pid: number;
  /** The first words of its command line. */
  readonly words: readonly string[];
  /** In the order of time. */
  readonly marks: readonly Mark[];
}

/** In the order of their starts. A process that was ended while it wrote has an incomplete last line, which is left out. */
export function readMarks(folder: string): MarkedProcess[] {
  const processes = readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .map((name) => {
      const marks = readFileSync(join(folder, name), "utf8").split("\n").flatMap(parseLine);
      return { pid: Number.parseInt(name, 10), words: marks[0]?.words ?? [], marks };
    });
  return processes.filter(({ marks }) => marks.length > 0).sort((a, b) => startOf(a) - startOf(b));
}

/** When a process began. */
export function startOf({ marks }: MarkedProcess): number {
  return marks[0]?.at ?? 0;
}

function parseLine(line: string): Mark[] {
  try {
    return [markShape.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
