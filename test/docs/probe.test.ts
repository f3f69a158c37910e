import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { QUESTIONS } from "../../toolkit/probe/questions/index.ts";

it("docs/probe.md has a row for each question of the probe, and no other", () => {
  const page = readFileSync("docs/probe.md", "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  const wanted = QUESTIONS.map(({ id, asks, does, switches = [] }) => {
    const names = switches.map((name) => `\`${name}\``).join(", ");
    return `| \`${id}\` | ${asks} | ${does} | ${names || "-"} |`;
  });
  expect(rows).toEqual(wanted);
});
