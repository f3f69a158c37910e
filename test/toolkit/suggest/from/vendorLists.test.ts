import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { parse } from "yaml";
import { permissionExists } from "../../../../access/catalogue/permissions.ts";
import { printableLines } from "../../../../access/values/untrusted.ts";
import { suggest } from "../../../../toolkit/suggest/suggest.ts";
import { golden } from "../../../support/golden.ts";

const FOLDER = relative(process.cwd(), join(import.meta.dirname, "../../../fixtures/vendor-lists"));
const LISTS = ["console-list.txt", "colon-list.md", "postman.json", "openapi.yaml", "recording.har", "access-log.txt"];

function suggestFrom(...from: string[]): string {
  return suggest({ endpoints: [], grantType: "client-credentials", from });
}

function fileOf(text: string, name = "list.txt"): string {
  const folder = mkdtempSync(join(tmpdir(), "suggest-from-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function permissionsOf(yaml: string): string[] {
  return parse(yaml).roles["new-integration"].permissions;
}

describe("suggest --from", () => {
  it.each(LISTS)("makes of %s the YAML that is expected, with the line of each request and permission", (name) => {
    const yaml = suggestFrom(join(FOLDER, name));
    expect(yaml).toBe(golden(`vendor-lists/${name}.yaml`, yaml));
  });

  it("joins a vendor's list with the calls of a log: what the log shows is among the reasons", () => {
    const yaml = suggestFrom(join(FOLDER, "console-list.txt"), join(FOLDER, "access-log.txt"));
    expect(yaml).toContain("asked for at test/fixtures/vendor-lists/console-list.txt:7");
    expect(yaml).toContain(
      "POST /api/v2/analytics/queues/observations/query, test/fixtures/vendor-lists/access-log.txt:1",
    );
  });

  it.each([
    ["capitals of the console", "ROUTING > QUEUE > VIEW", ["routing:queue:view"]],
    ["arrows and bullets", "• Routing → Queue → View and Search", ["routing:queue:search", "routing:queue:view"]],
    ["a table of the console", "| Routing | Queue | View, Edit |", ["routing:queue:edit", "routing:queue:view"]],
    ["columns with tabs", "Routing\tQueue\tView", ["routing:queue:view"]],
    ["commas", "Routing, Queue, View", ["routing:queue:view"]],
    [
      "a sentence",
      "You need `routing:queue:view`, and (audits:audit:view).",
      ["audits:audit:view", "routing:queue:view"],
    ],
    ["other capitals", "Routing:Queue:View", ["routing:queue:view"]],
    [
      "Windows line ends and a byte order mark",
      "\uFEFFrouting:queue:view\r\naudits:audit:view\r\n",
      ["audits:audit:view", "routing:queue:view"],
    ],
    ["another name of a domain", "Workforce Management > Activity Code > View", ["wfm:activityCode:view"]],
    ["a command of curl", "curl -X GET 'https://api.mypurecloud.de/api/v2/routing/queues?x=1'", ["routing:queue:view"]],
    [
      "a list of requests as JSON",
      '[{"method":"get","url":"https://x/api/v2/routing/queues"}]',
      ["routing:queue:view"],
    ],
  ])("reads %s", (_, text, permissions) => {
    expect(permissionsOf(suggestFrom(fileOf(text)))).toEqual(permissions);
  });

  it("leaves out a whole domain, what nobody knows and what no operation needs, and says so with the line", () => {
    const yaml = suggestFrom(fileOf("routing:queue:view\nRouting > All\nrouting:queue:member:view\n"));
    expect(permissionsOf(yaml)).toEqual(["routing:queue:view"]);
    expect(yaml).toMatch(
      /Routing > All \(routing:\*:\*\) stands for \d+ permissions, \d+ of which can change something \(.*:2\)/,
    );
    expect(yaml).toMatch(/Not in the catalogue, left out:\n# {3}routing:queue:member:view.*:3\)/);
  });

  it.each([
    ["nothing that it knows", "Hello.\n", "has no permission, no scope and no request"],
    [
      "requests to others only",
      '{"log":{"entries":[{"request":{"method":"GET","url":"https://example.com/"}}]}}',
      "1 requests to other addresses",
    ],
    ["a damaged OpenAPI document", "openapi: 3.0.0\npaths: [\n", "its YAML cannot be read"],
    ["only unknown permissions", "routing:nothing:view\n", "Not in the catalogue"],
  ])("ends with a sentence for a file with %s", (_, text, message) => {
    expect(() => suggestFrom(fileOf(text))).toThrow(message);
  });

  it("names a file that is not there", () => {
    expect(() => suggestFrom("no-such-file.txt")).toThrow(/no-such-file\.txt cannot be read: ENOENT/);
  });

  it("writes no line of a hostile file into the YAML, and no permission that the catalogue does not have", () => {
    const hostile = fc.array(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.constantFrom(
          "x:y:z\u001b[2J",
          "GET /api/v2/routing/queues/\u202e",
          "a:b:c\u2028roles: {}",
          "routing:queue:view\r",
          "Routing > \u0007Queue > View",
        ),
      ),
    );
    const file = fileOf("");
    fc.assert(
      fc.property(hostile, (lines) => {
        writeFileSync(file, ["audits:audit:view", ...lines].join("\n"));
        const yaml = suggestFrom(file);
        expect(printableLines(yaml)).toBe(yaml);
        expect(Object.keys(parse(yaml))).toEqual(["divisions", "roles", "clients"]);
        expect(permissionsOf(yaml).filter((one) => !permissionExists(one))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
