import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { highlighted } from "../../toolkit/highlight.ts";

const [RED, YELLOW, GREEN, BOLD] = [31, 33, 32, 1].map((code) => `\u001b[${code}m`);

it.each([
  ["Verdict: widened: 1 gained, 0 lost (1 subject)", `Verdict: ${YELLOW}widened`],
  ["Verdict: unchanged", `Verdict: ${GREEN}unchanged`],
  ["denied (scope): The client …", `${RED}denied`],
  ["allowed: The client …", `${GREEN}allowed`],
  ["missing  pulumi   The Pulumi CLI was not found.", `${RED}missing`],
  ["warn     node     Node 20 …", `${YELLOW}warn`],
  ["prod   Contoso  unchanged  -  3 s  failed", `${GREEN}unchanged`],
  ["clients.powerbi  allowed  reader  routing:queue:view", `${GREEN}allowed`],
  ["    + routing:queue:view in EMEA  [low]", `${YELLOW}    + routing`],
  ["Gained", `${BOLD}Gained`],
  ["package.json  created", `${GREEN}created`],
])("colours what a line says: %s", (line, text) => {
  expect(highlighted(line)).toContain(text);
  expect(stripVTControlCharacters(highlighted(line))).toBe(line);
});

it("leaves other lines as they are", () => {
  const text = "A text that is allowed to go on.\n  refused words inside\n";
  expect(highlighted(text)).toBe(text);
});
