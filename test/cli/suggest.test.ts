import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { describe, expect, it, onTestFinished } from "vitest";
import { endpointLines, endpointsOfWords } from "../../toolkit/suggest/endpointLines.ts";
import { genesysAccess } from "../support/inProcess.ts";

const LAUNCHER = resolve("cli/genesys-access.mjs");

function suggest(args: readonly string[], input?: string) {
  if (input === undefined) return genesysAccess(["suggest", ...args]);
  return execa(process.execPath, [LAUNCHER, "suggest", ...args], { reject: false, input });
}

describe("genesys-access suggest", () => {
  it("lists the profiles", async () => {
    const { exitCode, stdout } = await suggest(["--list"]);
    expect(exitCode).toBe(0);
    expect(stdout.split("\n")).toHaveLength(32);
    expect(stdout).toMatch(/^bi-analytics-reader +read-only +BI analytics reader/m);
  });

  it("takes endpoints from words, from a file and from standard input, and says the same", async () => {
    const folder = mkdtempSync(join(tmpdir(), "suggest-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "calls.txt");
    const text =
      "# what the wallboard calls\n- GET /api/v2/routing/queues\n\n'post /analytics/queues/observations/query' # live\n";
    writeFileSync(file, text);
    const answers = await Promise.all([
      suggest(["GET", "/routing/queues", "POST /api/v2/analytics/queues/observations/query"]),
      suggest(["--endpoints", file]),
      suggest(["--endpoints", "-"], text),
    ]);
    const [first] = answers.map(({ stdout }) => stdout);
    expect(first).toContain("- analytics:queueObservation:view");
    expect(answers.map(({ exitCode, stdout, stderr }) => [exitCode, stdout, stderr])).toEqual([
      [0, first, ""],
      [0, first, ""],
      [0, first, ""],
    ]);
  });

  it("adds endpoints to a profile, under a key of choice", async () => {
    const { stdout } = await suggest(["--profile", "audit-log-export", "GET", "/routing/queues", "--key", "audit"]);
    expect(stdout).toContain("- audits:audit:view");
    expect(stdout).toContain("- routing:queue:view");
    expect(stdout).toContain("roles:\n  audit:\n    name: Integration - Audit log export\n");
    expect(stdout).not.toContain("Shorter");
  });

  it.each([
    [
      ["GET", "/routing/queue", "LIST", "/users"],
      "Nearest: GET /api/v2/routing/queues",
      "2 of 2 endpoints cannot be used",
    ],
    [["--profile", "walboard"], "Nearest: real-time-wallboard.", "--list"],
    [["--endpoints", "no-such-file"], "cannot be read", "ENOENT"],
    [["GET", "/users"], "declare no permission", "users:readonly"],
    [[], "nothing to suggest", "Name endpoints or a profile."],
    [["--grant-type", "implicit"], "client-credentials, code", "implicit"],
  ])("says what is wrong with %j and ends with 2", async (args, ...parts) => {
    const { exitCode, stdout, stderr } = await suggest(args);
    expect([exitCode, stdout]).toEqual([2, ""]);
    for (const part of parts) expect(stderr).toContain(part);
  });
});

describe("endpoints on a command line", () => {
  it.each([
    [
      ["GET", "/a", "POST", "/b"],
      ["GET /a", "POST /b"],
    ],
    [
      ["GET /a", "post /b"],
      ["GET /a", "post /b"],
    ],
    [["GET", "users"], ["GET users"]],
    [
      ["/a", "GET", "/b"],
      ["/a", "GET /b"],
    ],
    [["GET"], ["GET"]],
  ])("%j are %j", (words, endpoints) => {
    expect(endpointsOfWords(words)).toEqual(endpoints);
  });

  it("in a text stand on lines of their own", () => {
    expect(endpointLines('GET /a\r\n  - "GET /b{x}" # why\n#GET /c\n\nGET /d#frag')).toEqual([
      "GET /a",
      "GET /b{x}",
      "GET /d#frag",
    ]);
  });
});
