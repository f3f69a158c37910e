/** All checks of one project. Nothing is changed, and each look at something else has an end. */
import { projectRoot } from "../../access/language/projectRoot.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { packageManagerOf } from "../init/packageManager.ts";
import { ownVersions } from "../init/versions.ts";
import { backendOf } from "../pulumi/backend.ts";
import { backendCheck, passphraseCheck } from "./backend.ts";
import { type Check, type DoctorReport, ok } from "./model.ts";
import { organizationChecks } from "./organization.ts";
import { commandPluginCheck, packageCheck, sdkChecks } from "./packages.ts";
import { projectCheck, readProject, repositoryChecks } from "./project.ts";
import { deliveringStacks, loadStacks, settingsOf, stackChecks } from "./stacks.ts";
import { managerCheck, nodeCheck, pulumiCheck } from "./tools.ts";

export interface DoctorRun {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Without one, the only stack that there is. */
  readonly stack?: string;
  /** For the org. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 10_000;

/** Throws a Failure for a stack that is not there. */
export async function runDoctor({
  cwd,
  env,
  stack: named,
  patienceMs = PATIENCE_MS,
}: DoctorRun): Promise<DoctorReport> {
  const versions = ownVersions();
  const found = projectRoot(cwd);
  const root = found ?? cwd;
  const project = found === undefined ? undefined : readProject(found);
  const manager = packageManagerOf(root);
  const stacks = loadStacks(named, root);
  const backend = backendOf(project, env);
  const [stack, ...more] = stacks;
  const only = more.length === 0 ? stack : undefined;
  const read = only && settingsOf(only.name, root);
  const settings = read && "config" in read ? read : undefined;
  const [tools, org] = await Promise.all([
    Promise.all([nodeCheck(env), managerCheck(manager, env), pulumiCheck(root, env, versions)]),
    only && settings ? organizationChecks({ stack: only, settings, root, env, patienceMs }) : [],
  ]);
  const checks: Check[] = [
    ...tools,
    packageCheck(root, manager, versions, new Date()),
    ...sdkChecks(root, manager, versions),
    commandPluginCheck(deliveringStacks(stacks), env),
    projectCheck(found, project, cwd),
    backendCheck(backend, root),
    ...stackChecks(stacks),
    ...(read && !("config" in read) ? [read] : []),
    ...(settings ? [passphraseCheck(settings.secretsProvider, backend, env)] : []),
    ...org,
    ...(more.length > 0
      ? [ok("stack", "There are several stacks: --stack looks at the passphrase, credentials and org of one.")]
      : []),
    ...repositoryChecks(root, versions),
  ];
  return { ...(found !== undefined && { root: found }), ...(only && { stack: only.name }), checks };
}

/** An org that does not answer weighs more than what is missing: it may be why. */
export function exitCodeOf({ checks }: DoctorReport): ExitCode {
  if (checks.some(({ unreachable }) => unreachable)) return EXIT.unreachable;
  return checks.some(({ state }) => state === "missing") ? EXIT.refused : EXIT.ok;
}
