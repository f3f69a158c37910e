/**
 * What an org holds, for every command that looks at one: read now with the credentials of the environment (`--org`) or of a stack (`--stack S`), or out of
 * a file that `genesys-access snapshot` wrote (`--snapshot FILE`).
 */
import type { Snapshot } from "../../access/snapshot/model.ts";
import { LARGEST_SNAPSHOT, parseSnapshot } from "../../access/snapshot/parse.ts";
import { printable } from "../../access/values/untrusted.ts";
import type { Session } from "../../providers/genesys/session.ts";
import { type ReadingOptions, readSnapshot } from "../../providers/genesys/snapshot/readSnapshot.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { readBounded } from "../readBounded.ts";
import { TOOL } from "../tool.ts";
import { asFailure } from "./openDeployed.ts";
import { openSession, organizationOf, requireOrganization, type SessionOptions } from "./openSession.ts";
import { readingProgress } from "./readingProgress.ts";

/** `snapshot`, `org` or `stack` says what is read. A stack beside one of the others says of which org it must be. */
export interface SnapshotSource {
  readonly org?: boolean;
  /** Name of a stack, or a file with its spec, which need not be valid or be there. */
  readonly stack?: string;
  readonly snapshot?: string;
}

export interface OpenedSnapshot {
  readonly snapshot: Snapshot;
  /** What whoever looks at it should know, in sentences. */
  readonly notes: readonly string[];
  /** Where it is from: `the org "Contoso"`, or the name of the file. */
  readonly label: string;
  /** The way to the org that was read now; absent for a file. */
  readonly session?: Session;
}

export interface OpenOptions extends SessionOptions {
  /** What an interrupted reading of that org left, asked for once the org and the client are known. */
  readonly memory?: (reading: { readonly organization: string; readonly clientId: string }) => ReadingOptions["memory"];
}

/**
 * Tells on a terminal how far the reading is.
 *
 * @throws Failure where nothing or too much is named, the file is no snapshot, the org cannot be reached, or is another one than the stack's
 */
export async function openSnapshot(source: SnapshotSource, options: OpenOptions = {}): Promise<OpenedSnapshot> {
  const { org, stack, snapshot: file } = source;
  if (org && file !== undefined) throw new Failure("--org reads the org and --snapshot a file: name one of them.");
  if (!org && file === undefined && stack === undefined)
    throw new Failure(
      "Say what to look at: --org with credentials in the environment (GENESYSCLOUD_*), --stack NAME, or --snapshot FILE.",
    );
  if (file !== undefined) {
    const opened = readSnapshotFile(file);
    const stackOrg = stack === undefined ? undefined : await organizationOf(stack, options);
    requireOrganization(opened.snapshot.organization, stackOrg, `${file} is of`);
    return opened;
  }
  const { session, connection, organization, notes } = await openSession(source, options);
  const progress = readingProgress();
  try {
    const memory = options.memory?.({ organization: organization.id, clientId: connection.clientId });
    const snapshot = await readSnapshot(session, {
      tool: `${TOOL.name} ${TOOL.version}`,
      apiUrl: connection.apiUrl,
      ...(memory && { memory }),
      onStep: progress.step,
    });
    return { snapshot, notes, label: `the org ${JSON.stringify(organization.name)}`, session };
  } catch (error) {
    throw asFailure(error);
  } finally {
    progress.done();
  }
}

/** @throws Failure with everything that is wrong with the file */
export function readSnapshotFile(file: string): OpenedSnapshot {
  const parsed = parseSnapshot(readText(file));
  if (parsed.ok) return { snapshot: parsed.snapshot, notes: parsed.notes, label: file };
  throw new Failure(
    printable(`${file} cannot be used. Take a new one with \`genesys-access snapshot\`.`),
    EXIT.usage,
    parsed.problems.map((problem) => printable(`${file}: ${problem}`)),
  );
}

function readText(file: string): string {
  try {
    return readBounded(file, LARGEST_SNAPSHOT);
  } catch (error) {
    throw new Failure(printable(`The snapshot ${file} cannot be read: ${(error as Error).message}.`));
  }
}
