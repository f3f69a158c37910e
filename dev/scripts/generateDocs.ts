/**
 * Writes the generated pages under docs/, or compares them: `node dev/scripts/generateDocs.ts [NAME...] [--check]`. Without names: all of them.
 * Exit code 1: with `--check`, a page is not what it would be written as. Exit code 2: a name that no generator has.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv } from "node:process";
import { cataloguePages } from "./docs/cataloguePages.ts";
import { gatePage } from "./docs/gatePage.ts";
import type { Generator } from "./docs/generator.ts";
import { profilePages } from "./docs/profilePages.ts";
import { rulePages } from "./docs/rulePages.ts";

const GENERATORS: readonly Generator[] = [cataloguePages, gatePage, profilePages, rulePages];

if (import.meta.main) process.exitCode = main(argv.slice(2));

function main(args: readonly string[]): number {
  const names = args.filter((arg) => arg !== "--check");
  const known = GENERATORS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no generator ${unknown.join(", ")}; there are ${known.join(", ")}.`);
    return 2;
  }
  const chosen = GENERATORS.filter(({ name }) => names.length === 0 || names.includes(name));
  const changed = chosen.flatMap((generator) => generate(generator, !args.includes("--check")));
  if (!args.includes("--check") || changed.length === 0) return 0;
  console.error(`Not up to date: ${changed.join(", ")}. Run \`node dev/scripts/generateDocs.ts\`.`);
  return 1;
}

/** Paths of the pages that were not as they should be; with `write` they are afterwards. */
export function generate({ folder, pages }: Generator, write: boolean, root = process.cwd()): string[] {
  const made = pages();
  const changed = made.filter(({ path, text }) => textOf(join(root, path)) !== text);
  const stale = staleFiles(root, folder, new Set(made.map(({ path }) => path)));
  if (write) {
    for (const { path, text } of changed) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    for (const path of stale) rmSync(join(root, path));
  }
  return [...changed.map(({ path }) => path), ...stale];
}

/** Files of a folder that the generator owns and no longer makes. */
function staleFiles(root: string, folder: string, made: ReadonlySet<string>): string[] {
  return filesOf(join(root, folder))
    .map((name) => `${folder}/${name}`)
    .filter((path) => !made.has(path));
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not written yet
  }
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
