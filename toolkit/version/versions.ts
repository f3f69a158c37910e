/** What runs here: the versions of the package, its catalogue, Node and Pulumi. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import { printable, printableJson } from "../../access/values/untrusted.ts";
import { commandVersion } from "../doctor/commandVersion.ts";
import { ownVersions } from "../init/versions.ts";
import { pulumiRoot } from "../pulumi/pulumiCli.ts";
import { TOOL } from "../tool.ts";

/** Grows with every change that could break a reader. */
export const VERSION_FORMAT_VERSION = 1;

export interface RunningVersions {
  readonly tool: typeof TOOL;
  readonly catalogueDate: string;
  readonly node: string;
  /** Null for what is not there. */
  readonly pulumi: { readonly cli: string | null; readonly sdk: string | null; readonly tested: string };
}

/** Those of the project in the folder: its SDK, and the Pulumi CLI that its commands would start. */
export async function versionsOf(cwd: string, env: NodeJS.ProcessEnv): Promise<RunningVersions> {
  const root = pulumiRoot(cwd, env);
  const command = root && join(root, "bin", process.platform === "win32" ? "pulumi.exe" : "pulumi");
  const cli = command && (await commandVersion(command, ["version"], { ...env, PULUMI_SKIP_UPDATE_CHECK: "1" }));
  return {
    tool: TOOL,
    catalogueDate: CATALOGUE_DATE,
    node: process.versions.node,
    pulumi: { cli: cli ?? null, sdk: sdkVersion(cwd) ?? null, tested: ownVersions().tested("pulumi") },
  };
}

function sdkVersion(cwd: string): string | undefined {
  try {
    const file = createRequire(join(cwd, "package.json")).resolve("@pulumi/pulumi/package.json");
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version?: unknown };
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

export function renderVersions(versions: RunningVersions, format: "text" | "json"): string {
  if (format === "json") return printableJson({ formatVersion: VERSION_FORMAT_VERSION, ...versions });
  const { tool, catalogueDate, node, pulumi } = versions;
  const lines = [
    `${tool.name} ${tool.version}, catalogue of ${catalogueDate}`,
    `Node ${node}`,
    `Pulumi CLI ${pulumi.cli ?? "not found"} (tested with ${pulumi.tested})`,
    `@pulumi/pulumi ${pulumi.sdk ?? "not found"}`,
  ];
  return lines.map((line) => `${printable(line)}\n`).join("");
}
