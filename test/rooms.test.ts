/** dev/rooms.json: the one list of the rooms, which the checks of imports read. */
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import rooms from "../dev/rooms.json" with { type: "json" };

const known = [...Object.keys(rooms.product), ...rooms.development, ...rooms.withoutCode];

const files = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0");

it("has every folder of the repository", () => {
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

it("has every folder of the model, each once", () => {
  const listed = rooms.access.flat();
  const inAccess = files.flatMap((file) => (file.startsWith("access/") ? [file.split("/")[1] ?? ""] : []));
  expect([...new Set(inAccess)].sort()).toEqual([...listed].sort());
});

/** An import of one file by another, and the rule that forbids it. */
const IMPORTS = [
  ["access/values/a.ts", "access/plan/b.ts", "access-values-imports-only-what-is-below"],
  ["access/language/checks/a.ts", "access/explain/b.ts", "access-language-imports-only-what-is-below"],
  ["access/resources/a.ts", "access/effective/b.ts", "access-resources-imports-only-what-is-below"],
  ["access/diff/a.ts", "access/report/comment/b.ts", "access-diff-imports-only-what-is-below"],
  ["access/explain/a.ts", "access/diff/b.ts", "access-explain-imports-only-what-is-below"],
  ["access/report/a.ts", "access/diff/c.ts", undefined],
  ["access/report/b.ts", "access/report/c.ts", undefined],
  ["access/plan/a.ts", "access/values/b.ts", undefined],
  ["access/novel/a.ts", "access/values/b.ts", "on-no-list"],
  ["access/a.ts", "access/values/b.ts", "on-no-list"],
  ["novel/a.ts", "access/values/b.ts", "on-no-list"],
  ["policies/a.ts", "cli/b.ts", "policies-imports-only-access"],
  ["policies/b.ts", "access/values/b.ts", undefined],
] as const;

describe("the check of imports", () => {
  const tree = mkdtempSync(join(tmpdir(), "rooms-"));
  afterAll(() => rmSync(tree, { recursive: true }));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    appendFileSync(join(tree, file), text);
  };
  cpSync("tsconfig.json", join(tree, "tsconfig.json"));
  for (const [file, imported] of IMPORTS) {
    const up = "../".repeat(file.split("/").length - 1);
    write(file, `export * from "${up}${imported}";\n`);
    write(imported, "");
  }
  const cruiser = join(import.meta.dirname, "../node_modules/.bin/depcruise");
  const config = join(import.meta.dirname, "../.dependency-cruiser.cjs");
  const { status, stdout } = spawnSync(cruiser, ["--config", config, "."], { cwd: tree, encoding: "utf8" });

  it.each(IMPORTS)("finds in %s that imports %s: %s", (file, imported, rule) => {
    const found = stdout.split("\n").filter((line) => line.endsWith(`: ${file} → ${imported}`));
    expect(found.map((line) => line.trim())).toEqual(rule ? [`error ${rule}: ${file} → ${imported}`] : []);
  });

  it("fails by them", () => {
    expect(status).toBe(IMPORTS.filter(([, , rule]) => rule !== undefined).length);
  });
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
