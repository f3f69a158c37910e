import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { leaveCommands } from "../../../toolkit/terraform/leave.ts";
import { fixture, readingOf } from "./support.ts";

it("forgets exactly the given addresses, one line each, quoted for a shell", () => {
  expect(leaveCommands(['a.b["it\'s"]', "a.c", "a.c", 'a.b["$(id) `id` \\"x\\""]'])).toEqual([
    ["terraform state rm \\", `  'a.b["$(id) \`id\` \\"x\\""]' \\`, `  'a.b["it'\\''s"]' \\`, "  'a.c'"].join("\n"),
  ]);
});

it("takes fifty for one command, and none for none", () => {
  const addresses = Array.from({ length: 101 }, (_, at) => `a.b[${at}]`);
  expect(leaveCommands(addresses, "tofu").map((command) => command.split("\n").length)).toEqual([51, 51, 2]);
  expect(leaveCommands([])).toEqual([]);
});

it("reaches the program word for word through a real shell", () => {
  const addresses = readingOf(fixture("terraform.tfstate")).managed.map(({ address }) => address);
  const script = `say() { printf '%s\\n' "$@"; }\n${leaveCommands(addresses, "say").join("\n")}\n`;
  const words = execFileSync("sh", ["-c", script], { encoding: "utf8" }).trimEnd().split("\n");
  expect(words).toEqual(["state", "rm", ...addresses]);
});
