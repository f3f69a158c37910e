/** What an audit looks at beside the snapshot: the counts of calls and the limit of divisions, which only the org itself tells. */
import type { Session } from "../../providers/genesys/session.ts";
import { readDivisionLimit, readUsage, refusalOf } from "../../providers/genesys/usage.ts";
import type { OpenedSnapshot } from "../open/openSnapshot.ts";
import type { AuditInput, DivisionLimit, Usage } from "./org.ts";

const FROM_A_FILE = "A snapshot has no such number: read the org itself with --org or --stack.";

/** What the org refuses is a check that did not look, and no reason to stop. */
export async function auditInput({ snapshot, session }: OpenedSnapshot, days: number): Promise<AuditInput> {
  if (!session) {
    const nobody = { read: false, reason: FROM_A_FILE } as const;
    return { snapshot, usage: nobody, divisionLimit: nobody };
  }
  const [usage, divisionLimit] = await Promise.all([usageOf(session, days), limitOf(session)]);
  return { snapshot, usage, divisionLimit };
}

async function usageOf({ client }: Session, days: number): Promise<Usage> {
  try {
    return { read: true, days, requests: await readUsage(client, days) };
  } catch (error) {
    return { read: false, reason: refusalOf(error, "oauth:client:view or usage:organization:view") };
  }
}

async function limitOf({ client }: Session): Promise<DivisionLimit> {
  try {
    return { read: true, most: await readDivisionLimit(client) };
  } catch (error) {
    return { read: false, reason: refusalOf(error, "a permission that no source names") };
  }
}
