/**
 * The digest of a download, before it is run: held to the same variable and the same record as by the package's own commands (toolkit/pulumi/cliDigest.ts).
 * Written twice, because getting a CLI knows nothing of the product.
 */
import { createHash } from "node:crypto";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineLayout } from "./layout.ts";
import { ENGINE_VERSION } from "./version.ts";

const VARIABLE = "GENESYS_ACCESS_PULUMI_SHA256";
const RECORD = "genesys-access-cli.json";
const KEY = `${ENGINE_VERSION} ${process.platform}-${process.arch}`;

/** What is wrong with the download at `file`; undefined where it is the one that was given or recorded, or where nobody knows one. */
export function otherThanKnown(
  file: string,
  { home }: EngineLayout,
  env: NodeJS.ProcessEnv,
  log: (line: string) => void,
): string | undefined {
  const [found, given] = [digestOf(file), env[VARIABLE]?.toLowerCase()];
  const known = given || recordedIn(home)[KEY]?.sha256;
  if (!known) {
    log(
      `Nobody gave a digest for this download (${VARIABLE}), and none was recorded: there is nothing to compare it with. Its SHA-256 is ${found}.`,
    );
    return undefined;
  }
  if (found === known) return undefined;
  return `its SHA-256 is ${found}, and ${given ? VARIABLE : join(home, RECORD)} says ${known}`;
}

/** What was taken into use is what later downloads and commands are compared with. */
export function recordDigest({ home, pulumi }: EngineLayout): void {
  const { size, mtimeMs } = statSync(pulumi);
  const entries = { ...recordedIn(home), [KEY]: { sha256: digestOf(pulumi), size, mtimeMs } };
  try {
    writeFileSync(join(home, RECORD), `${JSON.stringify(entries, undefined, 2)}\n`, { mode: 0o600 });
  } catch {
    // A home that others own: then there is no record.
  }
}

function recordedIn(home: string): Record<string, { readonly sha256: string } | undefined> {
  try {
    return JSON.parse(readFileSync(join(home, RECORD), "utf8"));
  } catch {
    return {};
  }
}

function digestOf(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
