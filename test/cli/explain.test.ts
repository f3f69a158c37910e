/** `explain` and `who-can` as people run them. */
import { resolve } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { genesysAccess } from "../support/inProcess.ts";

const LAUNCHER = resolve("cli/genesys-access.mjs");
const RIGHT = "test/fixtures/everything-right.yaml";
const INVALID = "test/access/fixtures/language-problems.yaml";

function run(args: readonly string[], input?: string) {
  if (input === undefined) return genesysAccess(args, { env: { ...process.env, NO_COLOR: undefined } });
  return execa(process.execPath, [LAUNCHER, ...args], { reject: false, input, env: { NO_COLOR: undefined } });
}

describe("genesys-access explain", () => {
  it.each([
    ["0 for what is allowed", ["--can", "GET /api/v2/routing/queues"], 0, /^allowed: Client "reporting" can call /],
    ["1 for what is denied", ["--can", "routing:queue:edit"], 1, /^denied \(permission\): /],
  ])("ends with %s", async (_, args, code, text) => {
    const { exitCode, stdout, stderr } = await run(["explain", "reporting", "--stack", RIGHT, ...args]);
    expect(stderr).toBe("");
    expect(exitCode).toBe(code);
    expect(stdout).toMatch(text);
  });

  it("prints data", async () => {
    const args = ["explain", "queue-sync", "--stack", RIGHT, "--can", "routing:queue:edit", "--division", "Home"];
    const { exitCode, stdout } = await run([...args, "--format", "json"]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      subject: "clients.queue-sync",
      answer: "denied",
      layer: "division",
      division: "Home",
      fixes: [
        {
          yaml: "divisions: [EMEA_Operations, Home]\njustification: …  # why nothing narrower works",
          position: { file: RIGHT },
        },
      ],
    });
  });

  it("reads an error from standard input, and whose it is", async () => {
    const error = '{"status":403,"code":"missing.permissions","message":"[routing:queue:delete]"}';
    const { exitCode, stdout } = await run(
      ["explain", "--error", "-", "--client", "queue-sync", "--stack", RIGHT],
      error,
    );
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^permission \(missing\.permissions\): /);
    expect(stdout).toContain("roles.queue-writer.permissions\n      - routing:queue:delete");
  });

  it.each([
    [["explain", "reportin", "--can", "routing:queue:view", "--stack", RIGHT], 2, "Nearest: reporting."],
    [["explain", "reporting", "--can", "GET /api/v2/routing/queue", "--stack", RIGHT], 2, "GET /api/v2/routing/queues"],
    [["explain", "reporting", "--can", "routing:queue:view"], 2, "Name one with --stack."],
    [["explain", "reporting", "--stack", RIGHT], 2, "Name a client and what it should be able to do"],
    [["explain", "--error", "no-such-file"], 2, "The error cannot be read"],
    [["explain", "one", "--can", "routing:queue:view", "--stack", INVALID], 3, "is not valid."],
    [["who-can", "routing:queue:veiw", "--stack", RIGHT], 2, "Nearest: routing:queue:view"],
    [["who-can"], 2, "missing required argument"],
  ] as const)("ends with usage or an invalid spec, and says what to do: %j", async (args, code, text) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect(exitCode).toBe(code);
    expect(stdout).toBe("");
    expect(stderr).toContain(text);
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
  });
});

describe("genesys-access who-can", () => {
  it("prints a table, and data", async () => {
    const args = ["who-can", "recording:recording:view", "--stack", RIGHT];
    const [text, json] = await Promise.all([run(args), run([...args, "--format", "json"])]);
    expect([text.exitCode, json.exitCode]).toEqual([0, 0]);
    expect(text.stdout).toMatch(/^clients\.archive +allowed +recording-reader /m);
    expect(JSON.parse(json.stdout).subjects.map(({ subject }: { subject: string }) => subject)).toEqual([
      "clients.archive",
      "groups.Quality Team",
    ]);
  });
});
