/** dev/rooms.json: the one list of the rooms, which the checks of imports read. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import rooms from "../dev/rooms.json" with { type: "json" };

const known = [...Object.keys(rooms.product), ...rooms.development, ...rooms.withoutCode];

it("has every folder of the repository", () => {
  const files = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0");
  const folders = new Set(files.filter((file) => file.includes("/")).map((file) => file.split("/")[0] ?? ""));
  expect([...folders].filter((folder) => !known.includes(folder))).toEqual([]);
});

it("has each room once, and lets it import only rooms of the product that do not import it", () => {
  expect(new Set(known).size).toBe(known.length);
  const product: Record<string, { imports: string[] }> = rooms.product;
  for (const [room, { imports }] of Object.entries(product))
    for (const other of imports) {
      expect(product[other], `${room} imports ${other}`).toBeDefined();
      expect(product[other]?.imports).not.toContain(room);
    }
});

it("lets each folder of the toolkit import only folders that are there and do not import it", () => {
  const { below, verbsThatImportVerbs } = rooms.toolkit;
  const imports: Record<string, string[]> = {
    ...below,
    ...Object.fromEntries(Object.entries(verbsThatImportVerbs).map(([verb, one]) => [verb, one.imports])),
  };
  for (const [folder, others] of Object.entries(imports))
    for (const other of [folder, ...others]) {
      expect(existsSync(`toolkit/${other}`), other).toBe(true);
      expect(imports[other] ?? [], `${folder} imports ${other}`).not.toContain(folder);
    }
});
