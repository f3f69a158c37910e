/** `npm run demo`: the whole life of a stack against an embedded org, on the real Pulumi engine. Nothing outside `.demo/` is touched. */

import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { execa } from "execa";
import { type OrgData, SEED, type Simulator, startSimulator } from "../../simulator/index.ts";
import { type Engine, ensureEngine } from "../engine/index.ts";
import { createWorkspace, type PulumiRun, type Workspace } from "../engine/workspace.ts";
import { accessMatrix } from "./accessMatrix.ts";
import { type Api, login } from "./genesysHttp.ts";
import { command, say, step, table } from "./print.ts";
import { readableLines } from "./readableLines.ts";
import { searchSecrets } from "./secretSearch.ts";

const PROJECT = join(import.meta.dirname, "..", "..");
const DIR = join(PROJECT, ".demo");
/** Everything that Pulumi printed, searched for secrets at the end. */
const output: string[] = [];
/** The permissions that "someone" adds to a role in the console. */
const EVERY_QUEUE = { domain: "routing", entityName: "queue", actionSet: ["view", "edit"] };

async function story(org: Simulator, engine: Engine): Promise<void> {
  say(`${org.url}, org ${SEED.organizationId}: real HTTP, every call authorised by role x division x permission.`);
  const consoleUser = await login(org.url, SEED.console);
  const before = org.export();
  const workspace = await createWorkspace({ dir: DIR, engine, passphrase: "demo", env: org.environment });

  await deploy(workspace, consoleUser);
  const secrets = await proveIsolation(workspace, org);
  await widen(workspace);
  await refuse(workspace);
  await repeat(workspace);
  await drift(workspace, consoleUser);
  await destroy(workspace);
  compare(before, org.export());
  await lookForSecrets(secrets);
  onARealOrg();
}

/** Runs a command, shows what a person would read of it, and stops the demo where the exit code is not the expected one. */
async function run(workspace: Workspace, line: string, expected: "ok" | "refused" | number = "ok"): Promise<PulumiRun> {
  command(`npx pulumi ${line}`);
  const result = await workspace.pulumi(line.split(" "));
  output.push(result.output);
  say(readableLines(result.output).join("\n"));
  const asExpected =
    expected === "ok"
      ? result.exitCode === 0
      : expected === "refused"
        ? result.exitCode !== 0
        : result.exitCode === expected;
  if (!asExpected) throw new Error(`pulumi ${line} ended with exit code ${result.exitCode}, expected: ${expected}.`);
  if (expected !== "ok") say(`-> exit code ${result.exitCode}`);
  return result;
}

async function deploy(workspace: Workspace, consoleUser: Api): Promise<void> {
  step("pulumi up: divisions, roles, grants and OAuth clients from stacks/demo.yaml, under the policy pack");
  await workspace.pulumi(["stack", "init", "demo"]);
  await run(workspace, "up --yes --skip-preview --policy-pack policies");
  step("What the org says now (read back over HTTP)");
  table(await accessMatrix(consoleUser));
}

/** The new client's own credentials: what they open, and what they do not. Returns every secret of the stack. */
async function proveIsolation(workspace: Workspace, org: Simulator): Promise<string[]> {
  step("The client's own credentials: its division only, its permissions only");
  const { stdout } = await workspace.pulumi(["stack", "output", "clients", "--show-secrets", "--json"]);
  const clients = JSON.parse(stdout) as Record<string, { clientId: string; clientSecret: string }>;
  const powerbi = clients["powerbi-emea"];
  if (!powerbi) throw new Error("The stack has no output for client powerbi-emea.");
  const api = await login(org.url, powerbi);
  const interval = { interval: "2026-01-01T00:00:00.000Z/2026-12-31T00:00:00.000Z" };
  const details = await api("POST", "/analytics/conversations/details/query", interval);
  const all = org.export().conversations.length;
  const rows = details.body.conversations as { divisionIds: string[] }[];
  const foreign = rows.filter(({ divisionIds }) => !divisionIds.includes(SEED.divisions.EMEA_Operations));
  say(
    `POST /analytics/conversations/details/query -> ${details.status}, ${rows.length} of the org's ${all} conversations, ${foreign.length} outside EMEA_Operations`,
  );
  const evaluations = await api("GET", "/quality/evaluations/query");
  say(`GET  /quality/evaluations/query             -> ${evaluations.status} ${evaluations.body.message}`);
  const proved = details.status === 200 && rows.length > 0 && foreign.length === 0 && evaluations.status === 403;
  if (!proved) throw new Error("The client is not limited as declared.");
  return Object.values(clients).map(({ clientSecret }) => clientSecret);
}

/** A change that the rules allow: the reviewer sees who gains what, and the gate waits for an approval of exactly that. */
async function widen(workspace: Workspace): Promise<void> {
  step("A pull request that gives more access: who gains what, where, and through which line");
  const before = "      - analytics:conversationAggregate:view\n";
  const after = `${before}      - analytics:userObservation:view\n`;
  await workspace.edit("stacks/demo.yaml", before, after);
  await workspace.edit("stacks/demo.yaml", 'match: "EMEA_*"', 'match: ["EMEA_*", "NA_*"]');
  command("npx genesys-access preview --stack demo --fail-on widened");
  const args = [join(PROJECT, "cli", "main.ts"), "preview", "--stack", "demo", "--fail-on", "widened"];
  const { cwd, env } = { cwd: workspace.dir, env: workspace.env };
  const result = await execa(process.execPath, args, { cwd, env, extendEnv: false, all: true, reject: false });
  output.push(result.all);
  say(result.stdout);
  say(`-> exit code ${result.exitCode}`);
  if (result.exitCode !== 1) throw new Error("The gate did not wait for an approval.");
  await workspace.edit("stacks/demo.yaml", after, before);
  await workspace.edit("stacks/demo.yaml", 'match: ["EMEA_*", "NA_*"]', 'match: "EMEA_*"');
}

async function refuse(workspace: Workspace): Promise<void> {
  step("A pull request with a wildcard and a write permission is refused");
  const narrow = "      - analytics:conversationAggregate:view\n";
  const wide = "      - analytics:conversationAggregate:*\n      - routing:queue:edit\n";
  await workspace.edit("stacks/demo.yaml", narrow, wide);
  say("- analytics:conversationAggregate:view\n+ analytics:conversationAggregate:*\n+ routing:queue:edit");
  await run(workspace, "preview --policy-pack policies --suppress-outputs", "refused");
  await workspace.edit("stacks/demo.yaml", wide, narrow);
}

async function repeat(workspace: Workspace): Promise<void> {
  step("A second pulumi up changes nothing");
  await run(workspace, "up --yes --skip-preview --expect-no-changes --suppress-outputs --policy-pack policies");
}

async function drift(workspace: Workspace, consoleUser: Api): Promise<void> {
  step("Someone clicks in the console: the admin role for Power BI, and a wider role");
  const clients = (await consoleUser("GET", "/oauth/clients")).body.entities as { id: string; name: string }[];
  const powerbi = clients.find(({ name }) => name === "Power BI EMEA")?.id;
  const roles = (await consoleUser("GET", "/authorization/roles?pageSize=100")).body.entities as Role[];
  const admin = roles.find(({ defaultRoleId }) => defaultRoleId === "admin")?.id;
  const grant = `/authorization/subjects/${powerbi}/divisions/*/roles/${admin}?subjectType=PC_OAUTH_CLIENT`;
  say(`POST ${grant} -> ${(await consoleUser("POST", grant)).status}`);
  const reader = roles.find(({ name }) => name === "Integration - BPO Adherence Reader");
  if (!reader) throw new Error("The role Integration - BPO Adherence Reader is not in the org.");
  const widened = { ...reader, permissionPolicies: [...reader.permissionPolicies, EVERY_QUEUE] };
  say(
    `PUT /authorization/roles/${reader.id} -> ${(await consoleUser("PUT", `/authorization/roles/${reader.id}`, widened)).status}`,
  );
  step("Drift is found, shown and repaired");
  await run(workspace, "refresh --preview-only --diff --expect-no-changes", 7);
  await run(workspace, "up --yes --skip-preview --refresh --suppress-outputs --policy-pack policies");
  await run(workspace, "refresh --preview-only --expect-no-changes");
}

interface Role {
  readonly id: string;
  readonly name: string;
  readonly defaultRoleId?: string;
  readonly permissionPolicies: readonly unknown[];
}

async function destroy(workspace: Workspace): Promise<void> {
  step("pulumi destroy revokes everything");
  await run(workspace, "destroy --yes --skip-preview");
}

function compare(before: OrgData, after: OrgData): void {
  if (!isDeepStrictEqual(living(before), living(after)))
    throw new Error("The org differs from the one before the demo.");
  const kinds = Object.entries(living(after)).flatMap(([kind, objects]) =>
    Array.isArray(objects) ? [`${objects.length} ${kind}`] : [],
  );
  say(`The org equals the one before the first up, compared object by object: ${kinds.join(", ")}.`);
}

/** Genesys deletes divisions softly: a deleted one can be restored and stays listed as deleted. */
function living(org: OrgData): OrgData {
  return { ...org, divisions: org.divisions.filter(({ deleted }) => !deleted) };
}

async function lookForSecrets(secrets: readonly string[]): Promise<void> {
  step("Where are the client secrets?");
  const { files, hits } = await searchSecrets(DIR, secrets);
  const shown = output.filter((text) => secrets.some((secret) => text.includes(secret)));
  if (hits.length > 0 || shown.length > 0) throw new Error(`A client secret stands in clear text: ${hits.join(", ")}`);
  say(
    `${secrets.length} secrets searched in ${files} files (state, history, backups) and in the output of ${output.length} commands: none found.`,
  );
}

function onARealOrg(): void {
  step("On your own org");
  say(`export GENESYSCLOUD_REGION=mypurecloud.de GENESYSCLOUD_OAUTHCLIENT_ID=... GENESYSCLOUD_OAUTHCLIENT_SECRET=...
cp stacks/dev.yaml stacks/<your stack>.yaml    # put your organization id in
npx pulumi stack init <your stack>
npx pulumi preview --policy-pack policies
docs/preflight.md says what the deploying client needs, README.md what could not be verified against a live org.`);
}

async function main(): Promise<void> {
  step("A Pulumi CLI");
  const engine = await ensureEngine({ log: say });
  say(`Pulumi ${engine.version} (${engine.origin}): ${engine.pulumi}`);
  step("An embedded Genesys Cloud org");
  const simulator = await startSimulator();
  try {
    await story(simulator, engine);
  } finally {
    await simulator.close();
  }
}

main().catch((error: Error) => {
  console.error(`\nThe demo stopped: ${error.message}`);
  process.exitCode = 1;
});
