/** `npm run check:pipelines`: actionlint over the workflows, as `init` lays them out in a repository, and over this repository's own. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { ManagedFile } from "../../toolkit/init/managedFile.ts";
import { pipelineFiles } from "../../toolkit/init/pipelines.ts";
import { docsWorkflows } from "./docsWorkflows.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const WORKFLOWS = ".github/workflows";

/** Workflows of the user's repository, of this one, and those that the documentation shows. */
function workflows(): ManagedFile[] {
  const own = readdirSync(join(ROOT, WORKFLOWS)).map((name) => {
    return { path: `${WORKFLOWS}/own-${name}`, text: readFileSync(join(ROOT, WORKFLOWS, name), "utf8") };
  });
  return [...pipelineFiles("github"), ...own, ...docsWorkflows(join(ROOT, "docs", "pipelines.md"))];
}

/** The exit code of actionlint: 0 when it finds nothing. */
function lint(repository: string): number {
  mkdirSync(join(repository, ".git")); // what actionlint knows a repository by
  const files = workflows().map(({ path, text }) => {
    mkdirSync(join(repository, dirname(path)), { recursive: true });
    writeFileSync(join(repository, path), text);
    return join(repository, path);
  });
  // shellcheck and pyflakes would be used where they happen to be installed: the result is to be the same everywhere.
  const args = ["-C", import.meta.dirname, "tool", "actionlint", "-shellcheck=", "-pyflakes=", ...files];
  const { error, status } = spawnSync("go", args, { stdio: "inherit" });
  if (error) {
    console.error(
      `The workflows cannot be checked: go does not start (${error.message}). Install Go 1.26 or later, and put it on the PATH.`,
    );
    return 1;
  }
  if (status === 0)
    console.log(
      `${files.length} workflows: actionlint finds nothing in ${files.map((file) => basename(file)).join(", ")}.`,
    );
  return status ?? 1;
}

const repository = mkdtempSync(join(tmpdir(), "pipelines-"));
try {
  process.exitCode = lint(repository);
} finally {
  rmSync(repository, { recursive: true, force: true });
}
