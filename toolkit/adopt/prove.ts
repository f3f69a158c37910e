/** The proof of an adoption: the import into the stack, and a preview that says what the spec would still change. Nothing is written into the org. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { type Deployed, readDeployed } from "../open/deployed.ts";
import { progress } from "../pulumi/progress.ts";
import type { PulumiCli } from "../pulumi/pulumiCli.ts";
import { runPreview } from "../pulumi/runPreview.ts";
import { withoutCredentials } from "../pulumi/urlCredentials.ts";
import { type ImportResource, importFileText } from "./importFile.ts";

export interface Proof {
  /** Resources that this run put into the state. */
  readonly imported: number;
  /** One line each; none where the next update changes nothing. */
  readonly differences: readonly string[];
  /** The rules refuse an update as it is. */
  readonly refused: boolean;
  /** Why the preview could not be made; empty where it could. */
  readonly errors: readonly string[];
}

const LEAST: readonly [number, number] = [3, 254];

/** Older ones read each resource from its provider during an import, and dynamic providers cannot be found that way. */
export async function requireImportingCli({ command, env }: PulumiCli): Promise<void> {
  const { stdout } = await promisify(execFile)(command, ["version"], { env });
  const [, major = "0", minor = "0"] = /^v?(\d+)\.(\d+)/.exec(stdout.trim()) ?? [];
  if (Number(major) > LEAST[0] || (Number(major) === LEAST[0] && Number(minor) >= LEAST[1])) return;
  throw new Failure(
    `The Pulumi CLI is ${stdout.trim()}, and importing resources with their outputs takes ${LEAST.join(".")}.0 or later: install a newer one, then run the same command again.`,
    EXIT.unreachable,
  );
}

export async function prove(
  cli: PulumiCli,
  {
    stack,
    cwd,
    resources,
  }: { readonly stack: string; readonly cwd: string; readonly resources: readonly ImportResource[] },
): Promise<Proof> {
  const before = namesIn(await readDeployed(cli, stack, cwd));
  const missing = resources.filter((one) => !before.has(`${one.type}::${one.name}`));
  if (missing.length > 0) await importInto(cli, stack, cwd, missing);
  const deployed = await readDeployed(cli, stack, cwd);
  const shown = progress(stack);
  const { events, status } = await runPreview(cli, { stack, cwd, policyPacks: [], refresh: false }, shown);
  shown.done();
  const moved = resources.flatMap(({ type, name, id }) => {
    const there = before.get(`${type}::${name}`);
    return there === undefined || there === id ? [] : [`${name}: the state has the id ${there}, and the org ${id}`];
  });
  return {
    imported: missing.length,
    differences: [...moved, ...differencesOf(deployed, events.head, events.deleted)],
    refused: status.state === "refused",
    errors: status.state === "failed" ? status.errors : [],
  };
}

/** Ids by type and name. */
function namesIn({ resources }: Deployed): ReadonlyMap<string, string> {
  return new Map([...resources].map(([urn, { type, id }]) => [`${type}::${nameOf(urn)}`, id]));
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

async function importInto(
  { command, env }: PulumiCli,
  stack: string,
  cwd: string,
  resources: readonly ImportResource[],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "genesys-access-import-"));
  try {
    const file = join(folder, "import.json");
    writeFileSync(file, importFileText(resources), { mode: 0o600 });
    const args = ["import", "--file", file, "--stack", stack, "--yes", "--skip-preview"];
    const quiet = ["--generate-code=false", "--protect=false", "--non-interactive", "--color", "never"];
    // Interrupted, the next run imports what is missing: nothing is lost by saving the state once.
    const once = { ...env, PULUMI_SKIP_CHECKPOINTS: "true" };
    await promisify(execFile)(command, [...args, ...quiet], { cwd, env: once, maxBuffer: 2 ** 28 });
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    const lines = `${stdout}\n${stderr}`.split("\n").map((line) => line.trim());
    const said = lines
      .filter((line) => /^error: /.test(line))
      .map((line) => withoutCredentials(line.slice("error: ".length)));
    throw new Failure(
      `pulumi import did not succeed in stack ${JSON.stringify(stack)}. The files are written; run the same command again when the cause is gone.`,
      EXIT.unreachable,
      said.length > 0 ? said.slice(0, 20) : ["Pulumi ended and did not say why."],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Head = ReadonlyMap<string, { readonly inputs: Readonly<Record<string, unknown>> }>;

function differencesOf({ resources }: Deployed, head: Head, deleted: ReadonlySet<string>): string[] {
  const changed = [...head].flatMap(([urn, { inputs }]) => {
    const held = resources.get(urn)?.inputs;
    if (held === undefined) return [`${nameOf(urn)}: would be created`];
    const keys = [...new Set([...Object.keys(inputs), ...Object.keys(held)])].filter(
      (key) => !key.startsWith("__") && text(inputs[key]) !== text(held[key]),
    );
    return keys.length > 0 ? [`${nameOf(urn)}: ${keys.sort().join(", ")}`] : [];
  });
  return [...changed, ...[...deleted].map((urn) => `${nameOf(urn)}: would be deleted`)].sort();
}

/** Keys of maps in one order. */
function text(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
