/** An embedded org with a stack that is deployed to it, and the people and scripts that change it behind the stack's back. */
import {
  type OrgData,
  SEED,
  type Simulator,
  type SimulatorOptions,
  seedOrg,
  startSimulator,
} from "../../../simulator/index.ts";
import { type DeployedProject, deployedInProcess } from "../../support/deployedInProcess.ts";
import { genesysAccess, type Ran } from "../../support/inProcess.ts";

export const START = Date.parse("2026-11-02T06:00:00Z");
export const ADA = SEED.users["ada.admin@contoso.example"];

export const SPEC = `organization: { id: ${SEED.organizationId} }

divisions:
  EMEA_Operations: {}
  silo: { name: Partner Silo, manage: true, description: Of the partner }

roles:
  reader:
    name: Integration - Reader
    purpose: Nightly export
    permissions:
      - analytics:conversationDetail:view # the export
      - routing:queue:view
  silo-reader:
    name: Integration - Silo Reader
    purpose: Adherence of the partner
    permissions: ["wfm:historicalAdherence:view"]

clients:
  export:
    name: Nightly Export
    owner: bi-team@contoso.example
    purpose: Nightly export to the warehouse
    grantType: client-credentials
    grants:
      - { role: reader, divisions: [EMEA_Operations] }
  partner:
    name: Partner Adherence
    owner: wfm@contoso.example
    purpose: Adherence for the partner
    grantType: client-credentials
    grants:
      - { role: silo-reader, divisions: [silo] }

users:
  nora.na@contoso.example:
    grants:
      - { role: reader, divisions: [EMEA_Operations] }
`;

export interface WatchedOrg {
  readonly org: Simulator;
  readonly project: DeployedProject;
  /** A request by the console's client, in person where a user is named. */
  send(method: string, path: string, body?: unknown, user?: string): Promise<unknown>;
  watch(...args: string[]): Promise<Ran>;
  close(): Promise<void>;
}

export async function watchedOrg(
  options: SimulatorOptions = {},
  variables: Readonly<Record<string, string>> = {},
): Promise<WatchedOrg> {
  const org = await startSimulator({ now: () => START, seed: readable(), ...options });
  const project = await deployedInProcess(org, "prod", SPEC, { ...org.environment, ...variables });
  return {
    org,
    project,
    async send(method, path, body, user) {
      const token = user === undefined ? await scriptToken(org) : await personToken(org, user);
      const answer = await fetch(`${org.url}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body !== undefined && { "Content-Type": "application/json" }),
          ...(user !== undefined && { "X-Forwarded-For": "203.0.113.7" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      const text = await answer.text();
      return text === "" ? undefined : JSON.parse(text);
    },
    watch: (...args) => genesysAccess(["watch", "--stack", "prod", ...args], { cwd: project.folder, env: project.env }),
    async close() {
      await org.close();
      project.remove();
    },
  };
}

async function personToken({ url }: Simulator, userId: string): Promise<string> {
  const body = JSON.stringify({ clientId: SEED.console.clientId, userId });
  return tokenOf(
    await fetch(`${url}/simulator/tokens`, { method: "POST", headers: { "Content-Type": "application/json" }, body }),
  );
}

async function scriptToken({ url }: Simulator): Promise<string> {
  const basic = Buffer.from(`${SEED.console.clientId}:${SEED.console.clientSecret}`).toString("base64");
  const headers = { Authorization: `Basic ${basic}`, "Content-Type": "application/x-www-form-urlencoded" };
  return tokenOf(await fetch(`${url}/oauth/token`, { method: "POST", headers, body: "grant_type=client_credentials" }));
}

async function tokenOf(answer: Response): Promise<string> {
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** The seed, in which the deployer may read the audit. */
export function readable(org: OrgData = seedOrg()): OrgData {
  const role = org.roles.find(({ id }) => id === SEED.roles["Access as Code Deployer"]);
  role?.permissionPolicies.push({ domain: "audits", entityName: "audit", actionSet: ["view"] });
  return org;
}

interface RoleBody {
  readonly name: string;
  readonly permissionPolicies: readonly {
    readonly domain: string;
    readonly entityName: string;
    readonly actionSet: readonly string[];
  }[];
}

/** What the console sends for a role: as the org has it, with these permissions more. */
export async function roleOf(
  { send }: Pick<WatchedOrg, "send">,
  id: string,
  ...permissions: string[]
): Promise<RoleBody> {
  const role = (await send("GET", `/api/v2/authorization/roles/${id}`)) as RoleBody;
  const more = permissions.map((permission) => {
    const [domain = "", entityName = "", action = ""] = permission.split(":");
    return { domain, entityName, actionSet: [action] };
  });
  return { ...role, permissionPolicies: [...role.permissionPolicies, ...more] };
}
