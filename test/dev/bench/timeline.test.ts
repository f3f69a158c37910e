import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { readMarks } from "../../../dev/bench/timeline/marks.ts";
import { timeline } from "../../../dev/bench/timeline/render.ts";

const folder = mkdtempSync(join(tmpdir(), "timeline-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const load = (at: number, name: string) => ({ kind: "load", at, name: `file:///x/node_modules/${name}/index.js` });

function write(pid: number, marks: readonly object[]): void {
  writeFileSync(join(folder, `${pid}.jsonl`), marks.map((mark) => `${JSON.stringify(mark)}\n`).join(""));
}

test("processes stand in the order of their starts, with what each loads and whom it asks", () => {
  const ask = (at: number, name: string) => ({ kind: "is asked", at, name: `/pulumirpc.ResourceProvider/${name}` });
  write(20, [
    { kind: "start", at: 1400, words: ["node", "/x/@pulumi/pulumi/cmd/dynamic-provider/index.js"] },
    ...[1500, 1520, 1540].flatMap((at) => [ask(at, "Check"), ask(at + 10, "Diff")]),
  ]);
  write(10, [
    { kind: "start", at: 1000, words: ["node", "/x/@pulumi/pulumi/cmd/run/index.js"] },
    load(1100, "axios"),
    load(1101, "axios"),
    load(1102, "zod"),
    // A pause: the process did something else.
    load(1200, "axios"),
    { kind: "http", at: 1300, name: "POST /oauth/token" },
    { kind: "end", at: 2000 },
  ]);
  // Ended while it wrote.
  appendFileSync(join(folder, "20.jsonl"), '{"kind":"lo');

  const lines = timeline(readMarks(folder))
    .split("\n")
    .map((line) => line.replace(/\|.*\|/, "|"));

  expect(lines).toEqual([
    "Milliseconds from the start of the command; 1000 in all.",
    "",
    "     0   1000 | program (10): 4 files loaded",
    "   100    102 |   loads files × 3: axios 2, zod 1",
    "   200        |   loads files: axios 1",
    "   300        |   asks the org: POST /oauth/token",
    "",
    "   400    550 | provider (20): 0 files loaded",
    "   500    540 |   is asked: Check × 3",
    "   510    550 |   is asked: Diff × 3",
  ]);
});
