/** One adoption from the reading of the org to the proof. The org is only read; what is written are files of the project, and the stack's state. */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { specReader } from "../../access/language/specReader.ts";
import type { OrgListing } from "../../access/plan/orgFacts.ts";
import type { Snapshot } from "../../access/snapshot/model.ts";
import { printDay } from "../../access/values/day.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { projectFiles } from "../../policies/projectSpecs.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { Session } from "../../providers/genesys/session.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { readDeployed } from "../open/deployed.ts";
import { asFailure } from "../open/openDeployed.ts";
import { readProjectSettings } from "../open/projectSettings.ts";
import { readStackConfig, type StackConfig } from "../open/stackConfig.ts";
import { findPulumi } from "../pulumi/pulumiCli.ts";
import { replaceFile } from "../replaceFile.ts";
import type { AdoptOptions } from "./options.ts";
import { orgDifferences } from "./orgDifferences.ts";
import { type AdoptionPlan, planAdoption } from "./planAdoption.ts";
import { type Proof, prove, requireImportingCli } from "./prove.ts";
import { type AdoptionFiles, lacksOf, renderAdoption } from "./render.ts";
import { type AdoptionSource, readSource } from "./source.ts";

export interface Adoption {
  readonly exitCode: ExitCode;
  /** For people, line by line. */
  readonly lines: readonly string[];
}

/** Files of an adoption stand in a folder of their own: whatever YAML is in `stacks/` is a stack. */
const FOLDER = "adopted";

export async function adoptStack(options: AdoptOptions, cwd = process.cwd(), env = process.env): Promise<Adoption> {
  const { stack, dryRun } = options;
  if (/\.ya?ml$/.test(stack))
    throw new Failure("--stack takes the name of a stack, not a file: what is adopted goes into its state.");
  const name = stack.slice(stack.lastIndexOf("/") + 1);
  const { project } = readProjectSettings(name, cwd);
  if (project === "") throw new Failure("There is no Pulumi.yaml with a name here. Run this in the project's folder.");
  const willImport = options.import && !dryRun;
  const cli = willImport ? await findPulumi(cwd, env) : undefined;
  if (cli) await requireImportingCli(cli);
  // A stack that is not there is told before anything is read or written.
  const deployed = cli && (await readDeployed(cli, stack, cwd));
  const config = await readStackConfig(stack, cwd, env);
  const before = specBefore(config.specFile, cwd);
  const { snapshot, terraform } = await readSource({ options, config, before: before?.value, cwd, env });
  const org = await askOrg(config, options, snapshot, willImport);
  const files: AdoptionFiles = {
    spec: config.specFile,
    mapping: `${FOLDER}/${name}.map.yaml`,
    importFile: `${FOLDER}/${name}.import.json`,
    report: `${FOLDER}/${name}.adopt.md`,
    beside: `${FOLDER}/${name}.yaml`,
  };
  const planned = planAdoption({
    snapshot,
    terraform,
    project,
    stack: name,
    specFile: config.specFile,
    only: options.only,
    listing: org?.listing,
    deployer: org?.deployer,
    before,
    readText: specReader(cwd),
    mapping: { file: files.mapping, text: textOf(resolve(cwd, files.mapping)) },
    files: projectFiles(cwd),
    today: printDay(new Date()),
  });
  // A file may be old: what the org has otherwise is never imported as if it were so.
  const stale = org && options.from[0] === "snapshot" ? await staleIn(org.session, planned) : [];
  if (!dryRun) writeAll(planned, files, cwd);
  const isProvable = planned.spec !== undefined && stale.length === 0;
  const proof =
    cli && deployed && isProvable
      ? await prove(cli, { stack, cwd, deployed, resources: planned.resources })
      : undefined;
  return {
    exitCode: exitCodeOf(planned, { snapshot, terraform }, proof, dryRun, stale),
    lines: renderAdoption({ plan: planned, snapshot, terraform, files, stack, stale, proof, options }),
  };
}

/** 4 wins: what could not be read may differ in any way. */
function exitCodeOf(
  planned: AdoptionPlan,
  { snapshot, terraform }: AdoptionSource,
  proof: Proof | undefined,
  dryRun: boolean,
  stale: readonly string[],
): ExitCode {
  if (lacksOf(snapshot, planned).length > 0 || (proof && proof.errors.length > 0)) return EXIT.unreachable;
  const moved = terraform?.comparison;
  if (moved?.sameOrg && moved.differences.some(({ what }) => what !== "untold")) return EXIT.refused;
  if (stale.length > 0 || planned.differences.length > 0 || planned.spec === undefined) return EXIT.refused;
  if (dryRun) return EXIT.ok;
  return proof && proof.differences.length === 0 ? EXIT.ok : EXIT.refused;
}

function specBefore(file: string, cwd: string): LoadedSpec | undefined {
  if (!existsSync(resolve(cwd, file))) return undefined;
  const loaded = loadJudgedSpec(file, specReader(cwd));
  if (loaded.ok) return loaded.spec;
  throw new Failure(
    `${file} is there and not valid, so that nothing can be added to it. Correct it first.`,
    EXIT.invalidSpec,
    loaded.problems.map(printProblem),
  );
}

interface AskedOrg {
  readonly session: Session;
  readonly listing: OrgListing | undefined;
  /** Id of the client whose credentials these are. */
  readonly deployer: string;
}

/** Of a file alone nobody can say what the org knows of its permissions; where the stack is going to be previewed, the org has to be there anyway. */
async function askOrg(
  config: StackConfig,
  { from }: AdoptOptions,
  { organization }: Snapshot,
  willImport: boolean,
): Promise<AskedOrg | undefined> {
  const isFile = (from[0] ?? "org") !== "org";
  if (isFile && !willImport && !config.hasCredentials) return undefined;
  try {
    const session = new Session(await config.connection());
    const needs = { users: [], groups: [], roles: [], clients: [], listing: true };
    const facts = await readOrgFacts(session.client, needs);
    if (facts.organization.id.toLowerCase() === organization.id.toLowerCase())
      return { session, listing: facts.listing, deployer: facts.deployerClientId };
    throw new Failure(
      `The file is of the org ${organization.id}, and the credentials belong to ${facts.organization.id}. Use those of that org.`,
      EXIT.invalidSpec,
    );
  } catch (error) {
    throw asFailure(error);
  }
}

async function staleIn(session: Session, { resources }: AdoptionPlan): Promise<readonly string[]> {
  try {
    return await orgDifferences(session, resources);
  } catch (error) {
    throw asFailure(error);
  }
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** The spec last of what people edit: an interruption leaves a mapping that the next run takes up. What is as it was is not written. */
function writeAll(planned: AdoptionPlan, files: AdoptionFiles, cwd: string): void {
  const write = (file: string, text: string) => {
    const path = resolve(cwd, file);
    if (textOf(path) === text) return;
    mkdirSync(dirname(path), { recursive: true });
    replaceFile(path, text);
  };
  write(files.mapping, planned.mapping);
  if (planned.spec === undefined) write(files.beside, planned.beside?.text ?? "");
  else write(files.spec, planned.spec);
  write(files.importFile, planned.importFile);
  write(files.report, planned.report);
}
