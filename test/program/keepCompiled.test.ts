import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";

const scratch = mkdtempSync(join(tmpdir(), "keep-compiled-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Where a program of the package that lies there keeps what it compiles: a process of its own, because Node turns the cache on once and for good. */
function cacheOf(module: string, env: NodeJS.ProcessEnv = {}): string {
  const { NODE_COMPILE_CACHE: _, ...inherited } = process.env;
  const source = pathToFileURL(join(import.meta.dirname, "../../program/keepCompiled.ts")).href;
  const script = `import { keepCompiled } from ${JSON.stringify(source)}; import module from "node:module";
    keepCompiled(${JSON.stringify(pathToFileURL(module).href)}); console.log(module.getCompileCacheDir() ?? "nowhere");`;
  const args = ["--no-warnings", "--input-type=module", "--eval", script];
  return spawnSync(process.execPath, args, {
    encoding: "utf8",
    timeout: 20_000,
    env: { ...inherited, ...env },
  }).stdout.trim();
}

test("a program keeps what it compiles in the modules around the package, and nowhere in a checkout", () => {
  const modules = join(scratch, "node_modules");
  mkdirSync(join(modules, "genesys-cloud-access", "program"), { recursive: true });

  expect(cacheOf(join(modules, "genesys-cloud-access", "program", "index.js"))).toContain(
    join(modules, ".cache", "genesys-access", "program"),
  );
  expect(readdirSync(join(modules, ".cache", "genesys-access"))).toEqual(["program"]);
  expect(cacheOf(join(scratch, "checkout", "program", "index.ts"))).toBe("nowhere");
});

test("a place that somebody chose stays, and one that cannot be written is no error", () => {
  const chosen = join(scratch, "chosen");
  const own = join(scratch, "node_modules", "genesys-cloud-access", "program", "index.js");

  expect(cacheOf(own, { NODE_COMPILE_CACHE: chosen })).toContain(chosen);
  // A file where the folder would stand: nothing can be made below it, whoever tries.
  const blocked = join(scratch, "blocked", "node_modules");
  mkdirSync(blocked, { recursive: true });
  writeFileSync(join(blocked, ".cache"), "");
  expect(cacheOf(join(blocked, "genesys-cloud-access", "program", "index.js"))).toBe("nowhere");
});
