/** `npm run check:package`: the tarball as npm, Node and TypeScript will see it. Ends with 1 and a list of what is wrong. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import { ROOT } from "./build.ts";
import { pack } from "./pack.ts";

/** Packed, in bytes. */
export const LARGEST = 900_000;

/** Files that a package must not hold. */
const NOT_PUBLISHED =
  /^(test|dev|docs|stacks)\/|(^|\/)node_modules\/|\.test\.|^(?!templates\/).*(?<!\.d)\.ts$|\.env$|(^|\/)\.state\//;

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), "genesys-access-package-"));
  try {
    const problems = await checkPackage(folder);
    for (const problem of problems) console.error(problem);
    process.exitCode = problems.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns what is wrong, a line each */
export async function checkPackage(folder: string): Promise<string[]> {
  const staging = join(folder, "dist");
  const tarball = await pack(folder, staging);
  const { size } = statSync(tarball);
  const problems = [
    ...(size > LARGEST ? [`The package has ${size} bytes packed; ${LARGEST} are the limit.`] : []),
    ...contentProblems(staging),
    ...(await publintProblems(staging)),
    ...typeProblems(tarball),
  ];
  console.log(`${tarball.split("/").at(-1)}: ${size} bytes packed, ${filesOf(staging).length} files.`);
  return problems;
}

/** Paths of this machine, and files that are nobody's business. */
export function contentProblems(staging: string): string[] {
  const traces = [ROOT, homedir()].filter((path) => path.length > 5);
  return filesOf(staging).flatMap((name) => {
    const text = readFileSync(join(staging, name), "utf8");
    return [
      ...(NOT_PUBLISHED.test(name) ? [`${name} does not belong into the package.`] : []),
      ...traces.filter((path) => text.includes(path)).map((path) => `${name} names ${path}, a folder of this machine.`),
    ];
  });
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
}

async function publintProblems(staging: string): Promise<string[]> {
  const { messages } = await publint({ pkgDir: staging, strict: true, pack: false });
  return messages.map(({ type, code, path }) => `publint, ${type}: ${code} at ${path.join(".")}`);
}

/** The package is of ES modules alone: resolvers of before Node 16 are left out. */
function typeProblems(tarball: string): string[] {
  const attw = join(ROOT, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
  const entries = ["./deliver", "./schemas/*", "./policies"];
  const args = [attw, tarball, "--profile", "esm-only", "--no-emoji", "--exclude-entrypoints", ...entries];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return status === 0 ? [] : [`The types are wrong:\n${stdout}${stderr}`];
}
