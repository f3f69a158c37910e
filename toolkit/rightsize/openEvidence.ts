/** The use of the org: out of a file, or read now by the session that read the org. */
import type { Usage } from "../../access/usage/model.ts";
import { readUsageRows } from "../../providers/genesys/usage/readUsageRows.ts";
import { Failure } from "../failure.ts";
import { asFailure } from "../open/openDeployed.ts";
import type { OpenedSnapshot } from "../open/openSnapshot.ts";
import { remark } from "../terminal.ts";
import { readUsageFile } from "./requireUsage.ts";

/** @throws Failure where there is neither, or the org cannot be reached */
export async function openEvidence(
  { session, snapshot }: OpenedSnapshot,
  file: string | undefined,
  days: number,
): Promise<Usage> {
  if (file !== undefined) return readUsageFile(file);
  if (!session)
    throw new Failure("A snapshot has no use in it: name a file of --save-usage with --usage, or ask the org.");
  try {
    return await readUsageRows(session, { days }, { onStep: remark, clientId: snapshot.readBy.clientId });
  } catch (error) {
    throw asFailure(error);
  }
}
