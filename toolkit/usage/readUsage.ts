/** Everything that a report of usage stands on, read from the org and from the files of the user. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { printProblem } from "../../access/language/problem.ts";
import { specReader } from "../../access/language/specReader.ts";
import { dayOf } from "../../access/values/day.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { MOST_USAGE_DAYS, readUsageRows } from "../../providers/genesys/usage/readUsageRows.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { asFailure } from "../open/openDeployed.ts";
import { openSession, type SessionOptions, type SessionSource } from "../open/openSession.ts";
import { readProjectSettings } from "../open/projectSettings.ts";
import { detail } from "../terminal.ts";
import { type OwningStack, readCallers } from "./callers.ts";
import type { UsageReport } from "./model.ts";
import type { UsageOptions } from "./options.ts";
import { type QuotaAnswer, quotaOf, readLicenceFile } from "./quota.ts";
import { daysToRead, usageReport } from "./usage.ts";

export type UsageRequest = SessionSource & Omit<UsageOptions, "format" | "output" | "failOn">;

/** @throws Failure for files that cannot be used, before the org is asked, and for an org that cannot be reached */
export async function readUsage(request: UsageRequest, options: SessionOptions = {}): Promise<UsageReport> {
  const { days, quota, licences, clientWarn, warn, critical, stack } = request;
  const { cwd = process.cwd() } = options;
  if (quota !== undefined && licences !== undefined)
    throw new Failure("--quota and --licences are two ways to say one thing: give one.");
  const file = licences === undefined ? undefined : readLicenceFile(licences);
  const { session, connection, notes, specFile } = await openSession(request, options);
  const owning = stack === undefined || specFile === undefined ? undefined : owningStack(stack, specFile, cwd);
  const about: string[] = [...notes];
  if (specFile !== undefined && !owning) about.push(`There is no ${specFile}, so no owner is known.`);
  try {
    const today = dayOf(new Date(session.client.serverNow()));
    const usage = await readUsageRows(
      session,
      { days: daysToRead(days, today, MOST_USAGE_DAYS) },
      { clientId: connection.clientId, onStep: detail },
    );
    const callers = await readCallers(session, owning);
    const given: QuotaAnswer = {
      quota: quota === undefined ? null : { requests: quota, source: "--quota", licences: [] },
      missing: [],
      notes: [],
    };
    const answer = file ? await quotaOf(session, file) : given;
    const none = answer.quota?.requests === 0;
    return usageReport({
      usage,
      days,
      callers,
      hasSpec: owning !== undefined,
      quota: none ? null : answer.quota,
      thresholds: { clientWarn, warn, critical },
      missing: answer.missing,
      notes: [...about, ...answer.notes, ...(none ? [`${licences} counts no users, so there is no quota.`] : [])],
    });
  } catch (error) {
    throw asFailure(error);
  }
}

/** @throws Failure for a spec that is not valid: its owners could be anybody's */
function owningStack(stack: string, specFile: string, cwd: string): OwningStack | undefined {
  if (!existsSync(resolve(cwd, specFile))) return undefined;
  const loaded = loadJudgedSpec(specFile, specReader(cwd));
  if (!loaded.ok) throw new Failure(`${specFile} is not valid.`, EXIT.invalidSpec, loaded.problems.map(printProblem));
  const name = stack.slice(stack.lastIndexOf("/") + 1).replace(/\.ya?ml$/, "");
  return { spec: loaded.spec.value, project: readProjectSettings(name, cwd).project, stack: name };
}
