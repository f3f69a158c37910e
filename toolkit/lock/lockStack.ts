/** One lock from the org to its file. Nothing of the org is changed. */
import { existsSync, readFileSync } from "node:fs";
import { type DivisionLock, lockFileOf, readLock, writeLock } from "../../access/language/divisionLock.ts";
import { selectorsOf } from "../../access/language/loadLock.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { printProblem, problemAt } from "../../access/language/problem.ts";
import { lockable } from "../../access/plan/lockedSelectors.ts";
import type { OrgFacts } from "../../access/plan/orgFacts.ts";
import { organizationFlaws } from "../../access/plan/plan.ts";
import { regionProblems } from "../../access/preflight/preflight.ts";
import { loadUnlockedSpec } from "../../policies/loadJudgedSpec.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import type { Connection } from "../../providers/genesys/connection.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { Session } from "../../providers/genesys/session.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { specFiles } from "../open/specFiles.ts";
import { readStackConfig } from "../open/stackConfig.ts";
import { replaceFile } from "../replaceFile.ts";
import { writeReport } from "../writeReport.ts";
import { compareLocks } from "./compareLocks.ts";
import type { LockOptions } from "./options.ts";
import { renderLock } from "./render.ts";

/** Writes the lock of a stack, or only says how it would change. Throws a Failure where the org does not answer or is another one. */
export async function lockStack(stack: string, { check }: LockOptions): Promise<ExitCode> {
  const cwd = process.cwd();
  const config = await readStackConfig(stack, cwd, process.env);
  const spec = loadSpecOf(/\.ya?ml$/.test(stack) ? stack : config.specFile, cwd);
  const divisions = lockable(spec.value, await readDivisions(spec, await config.connection()));
  const lock: DivisionLock = { organization: spec.value.organization.id, divisions };
  const file = lockFileOf(spec.file);
  const before = existingLock(file);
  const text = writeLock(lock);
  const differs = before.text !== text;
  if (differs && !check) replaceFile(file, text);
  const { problem } = before;
  const changes = compareLocks(before.lock, lock);
  writeReport(renderLock({ file, changes, divisions, differs, check, problem }), undefined, "text");
  return differs && check ? EXIT.refused : EXIT.ok;
}

/** The spec without its lock: one that is missing or broken is about to be written. */
function loadSpecOf(named: string, cwd: string): LoadedSpec {
  const [{ file } = { file: named }] = specFiles([named], cwd);
  const loaded = loadUnlockedSpec(file, (path) => readFileSync(path, "utf8"));
  if (!loaded.ok) throw new Failure(`${file} is not valid.`, EXIT.invalidSpec, loaded.problems.map(printProblem));
  const { value } = loaded.spec;
  if (selectorsOf(value).length === 0)
    throw new Failure(
      `No grant of ${file} has a selector: there is nothing to lock. Delete ${lockFileOf(file)} if it is there.`,
    );
  if (value.selectors === "open")
    throw new Failure(`${file} says \`selectors: open\`, so no lock limits its selectors. Remove that line first.`);
  return loaded.spec;
}

/** The divisions of the spec's own org. */
async function readDivisions(spec: LoadedSpec, connection: Connection): Promise<OrgFacts["divisions"]> {
  try {
    const org = await readOrgFacts(new Session(connection).client, {
      ...NOTHING_ELSE,
      organization: spec.value.organization.id,
    });
    const [wrong] = organizationFlaws(spec.value, org);
    if (!wrong) return org.divisions;
    const { path, ...flaw } = wrong;
    throw new Failure(`${spec.file} does not fit the org.`, EXIT.invalidSpec, [
      printProblem(problemAt(spec.locate(path), path, flaw)),
    ]);
  } catch (error) {
    if (!(error instanceof GenesysApiError)) throw error;
    // A wrong region looks like wrong credentials.
    const hints = regionProblems(spec, connection.apiUrl).map(printProblem);
    throw new Failure([error.message, ...hints].join(" "), EXIT.unreachable);
  }
}

const NOTHING_ELSE = { users: [], groups: [], roles: [], clients: [] };

interface Existing {
  readonly text?: string;
  /** Absent where there is no file, or it cannot be understood. */
  readonly lock?: DivisionLock;
  readonly problem?: string;
}

function existingLock(file: string): Existing {
  if (!existsSync(file)) return {};
  try {
    const text = readFileSync(file, "utf8");
    const read = readLock(file, text);
    if (read.ok) return { text, lock: read.lock };
    const [first] = read.problems;
    return { text, ...(first && { problem: printProblem(first) }) };
  } catch (error) {
    return { problem: `${file} cannot be read: ${(error as Error).message}.` };
  }
}
