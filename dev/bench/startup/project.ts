/** A user's project in a scratch folder: the package is built into its node_modules, and the specs are those of this repository. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../package/build.ts";
import { installPackage } from "../installedPackage.ts";

export interface InstalledProject {
  readonly folder: string;
  /** Start of the compiled command. */
  readonly command: string;
  /** A folder with the same specs, in which one role has a permission less. */
  readonly base: string;
  remove(): void;
}

export async function installedProject(): Promise<InstalledProject> {
  const scratch = mkdtempSync(join(tmpdir(), "genesys-access-bench-"));
  const [folder, base] = [join(scratch, "project"), join(scratch, "base")];
  const installed = await installPackage(join(folder, "node_modules"));
  for (const to of [folder, base]) copySpecs(to);
  takePermission(join(base, "stacks", "shared", "roles.yaml"));
  commit(folder);
  const remove = () => rmSync(scratch, { recursive: true });
  return { folder, command: join(installed, "cli", "genesys-access.mjs"), base, remove };
}

function copySpecs(to: string): void {
  cpSync(join(ROOT, "stacks"), join(to, "stacks"), { recursive: true });
  cpSync(join(ROOT, "Pulumi.yaml"), join(to, "Pulumi.yaml"));
}

function takePermission(file: string): void {
  const text = readFileSync(file, "utf8");
  const less = text.replace(/^ +- routing:queue:view\n/m, "");
  if (less === text) throw new Error(`${file} has no line with the permission that the base is to lack.`);
  writeFileSync(file, less);
}

/** A project is in git as a rule, and `diff` asks it for the commit. */
function commit(folder: string): void {
  const git = (...args: string[]) => execFileSync("git", ["-C", folder, ...args], { stdio: "ignore" });
  git("init");
  git("add", "Pulumi.yaml", "stacks");
  git("-c", "user.name=bench", "-c", "user.email=bench@contoso.example", "commit", "--message", "Specs");
}
