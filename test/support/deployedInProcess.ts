/**
 * A stack that is deployed to an embedded org without the engine: the lifecycles create what the plan says, and a stand-in of the Pulumi CLI prints the
 * state that an update would have left.
 */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { specReader } from "../../access/language/specReader.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { ownOrgNeeds } from "../../access/plan/orgQuestions.ts";
import { plan } from "../../access/plan/plan.ts";
import { CLIENT } from "../../access/resources/client.ts";
import { DIVISION } from "../../access/resources/division.ts";
import { GRANT } from "../../access/resources/grant.ts";
import type { InOrganization, Raw, Registration } from "../../access/resources/resourceType.ts";
import { ROLE } from "../../access/resources/role.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { divisionLifecycle } from "../../providers/division/division.lifecycle.ts";
import { resolveConnection } from "../../providers/genesys/connection.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { Session } from "../../providers/genesys/session.ts";
import type { Lifecycle } from "../../providers/lifecycle.ts";
import { oauthClientLifecycle } from "../../providers/oauthClient/oauthClient.lifecycle.ts";
import { roleLifecycle } from "../../providers/role/role.lifecycle.ts";
import { roleGrantLifecycle } from "../../providers/roleGrant/roleGrant.lifecycle.ts";
import type { Simulator } from "../../simulator/index.ts";

export interface DeployedProject {
  /** The project's folder, with `stacks/<stack>.yaml`. */
  readonly folder: string;
  /** Environment in which the stand-in is the Pulumi CLI. */
  readonly env: NodeJS.ProcessEnv;
  /** Id in the org of a resource, by its Pulumi name. */
  readonly idOf: (name: string) => string;
  remove(): void;
}

/** @param variables what leads the commands to the org: by default its deployer's */
export async function deployedInProcess(
  org: Simulator,
  stack: string,
  yaml: string,
  variables: Readonly<Record<string, string>> = org.environment,
): Promise<DeployedProject> {
  const folder = mkdtempSync(join(tmpdir(), "genesys-access-deployed-"));
  for (const name of ["stacks", "pulumi/bin", "home"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "Pulumi.yaml"), "name: contoso-access\nruntime: nodejs\n");
  writeFileSync(join(folder, "stacks", `${stack}.yaml`), yaml);
  const session = new Session(resolveConnection({ get: () => undefined }, org.environment));
  const spec = loaded(`stacks/${stack}.yaml`, folder);
  const planned = plan(spec, await readOrgFacts(session.client, ownOrgNeeds(spec.value)));
  if (!planned.ok) throw new Error(planned.problems.map(printProblem).join("\n"));
  const resources = await create(session, planned.desired, stack);
  writeFileSync(join(folder, "state.json"), JSON.stringify({ version: 3, deployment: { resources } }));
  const command = join(folder, "pulumi/bin/pulumi");
  writeFileSync(
    command,
    `#!/bin/sh\ncase " $* " in\n  " stack export"*" --stack ${stack} "*) exec cat ${JSON.stringify(join(folder, "state.json"))} ;;\nesac\necho "error: no stack named in this test: $*" >&2\nexit 1\n`,
  );
  chmodSync(command, 0o755);
  const { PATH = "" } = process.env;
  const env = {
    ...variables,
    HOME: folder,
    PULUMI_HOME: join(folder, "home"),
    PATH: `${join(folder, "pulumi/bin")}:${PATH}`,
  };
  const ids = new Map(resources.map(({ urn, id }) => [urn.slice(urn.lastIndexOf("::") + 2), id]));
  const idOf = (name: string) => ids.get(name) ?? missing(name);
  return { folder, env, idOf, remove: () => rmSync(folder, { recursive: true }) };
}

/** The same folder once more, for edits that the first is not to see. */
export function copyOf({ folder }: DeployedProject): string {
  const copy = mkdtempSync(join(tmpdir(), "genesys-access-copy-"));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function loaded(file: string, folder: string): LoadedSpec {
  const result = loadJudgedSpec(file, specReader(folder));
  if (!result.ok) throw new Error(result.problems.map(printProblem).join("\n"));
  return result.spec;
}

interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Raw;
  readonly outputs: Raw;
}

async function create(session: Session, desired: DesiredAccess, stack: string): Promise<StateResource[]> {
  const made: StateResource[] = [];
  const ids = new Map<string, string>();
  const registration: Registration<string> = {
    organization: desired.organization.id,
    development: desired.development,
    managedBy: (section, name) => `contoso-access/${stack}/${section}/${name}`,
    idOf: (section, key) => ids.get(`${section}.${key}`) ?? missing(`${section}.${key}`),
  };
  const add = async <I extends InOrganization, O extends InOrganization>(
    lifecycle: Lifecycle<I, O>,
    type: string,
    name: string,
    raw: Raw,
  ) => {
    const inputs = lifecycle.inputs.parse(lifecycle.canonical(raw));
    const { id, outs } = await lifecycle.create(session, inputs);
    const held = Object.fromEntries(Object.entries(inputs));
    made.push({
      urn: `urn:pulumi:${stack}::contoso-access::${type}::${name}`,
      type,
      id,
      inputs: held,
      outputs: Object.fromEntries(Object.entries(outs)),
    });
    return id;
  };
  for (const one of desired.divisions)
    ids.set(
      `divisions.${one.key}`,
      await add(divisionLifecycle, DIVISION.token, DIVISION.name(one), DIVISION.fromDesired(one, registration)),
    );
  for (const one of desired.roles)
    ids.set(
      `roles.${one.key}`,
      await add(roleLifecycle, ROLE.token, ROLE.name(one), ROLE.fromDesired(one, registration)),
    );
  for (const one of desired.clients)
    await add(oauthClientLifecycle, CLIENT.token, CLIENT.name(one), CLIENT.fromDesired(one, registration));
  for (const one of desired.grants)
    await add(roleGrantLifecycle, GRANT.token, GRANT.name(one), GRANT.fromDesired(one, registration));
  return made;
}

function missing(name: string): never {
  throw new Error(`Nothing was deployed as ${name}.`);
}
