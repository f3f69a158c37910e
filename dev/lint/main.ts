/** `npm run check:pipelines`: actionlint over the workflows, laid out as they will be in a repository that uses them. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const WORKFLOWS = join(import.meta.dirname, "..", "..", "templates", "pipelines", "github");

/** The exit code of actionlint: 0 when it finds nothing. */
function lint(repository: string): number {
  const folder = join(repository, ".github", "workflows");
  mkdirSync(join(repository, ".git")); // what actionlint knows a repository by
  cpSync(WORKFLOWS, folder, { recursive: true });
  const files = readdirSync(folder).map((name) => join(folder, name));
  // shellcheck and pyflakes would be used where they happen to be installed: the result is to be the same everywhere.
  const args = ["-C", import.meta.dirname, "tool", "actionlint", "-shellcheck=", "-pyflakes=", ...files];
  const { error, status } = spawnSync("go", args, { stdio: "inherit" });
  if (error) {
    console.error(
      `The workflows cannot be checked: go does not start (${error.message}). Install Go 1.26 or later, and put it on the PATH.`,
    );
    return 1;
  }
  if (status === 0) console.log(`${files.length} workflows: actionlint finds nothing.`);
  return status ?? 1;
}

const repository = mkdtempSync(join(tmpdir(), "pipelines-"));
try {
  process.exitCode = lint(repository);
} finally {
  rmSync(repository, { recursive: true, force: true });
}
