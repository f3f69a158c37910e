/** Faults made by people, the vendor and the org's own rules between preview and up, or instead of it. */
import { SEED } from "../../../simulator/index.ts";
import type { Fault } from "../fault.ts";
import type { Stage } from "../lane.ts";
import { CHANGED_HOLDINGS, CHANGED_SPEC, HOLDINGS, NARROWING_HOLDINGS, NARROWING_SPEC, SPEC } from "../specs.ts";
import { idOf, person, writeSpec } from "./steps.ts";

const ROLE = "Team - Quality Reader";
const CLIENT = "Warehouse Export";
const SILO = "Partner_Silo";

const OWN_ROLES = ["Integration - Adherence Reader", "Integration - Export Reader", ROLE];

/** A role that the stack grants to a client of somebody else. */
const LEGACY_SPEC = SPEC.replace(
  "groups:\n",
  `  legacy: { existing: ${SEED.legacy.clientId}, grants: [{ role: quality-reader, divisions: [EMEA_Support] }] }\ngroups:\n`,
);
const legacyGrants = `/authorization/subjects/${SEED.legacy.clientId}/divisions/*/roles/${SEED.roles["Legacy Reporting - all"]}`;

export const PEOPLE_FAULTS: readonly Fault[] = [
  {
    id: "nothing",
    title: "Nothing goes wrong: a first up",
    struck: () => [],
  },
  {
    id: "narrowing",
    title: "A role gains a permission while those who hold it lose a division",
    from: "deployed",
    prepare: writeSpec(NARROWING_SPEC),
    struck: () => [],
    ends: NARROWING_HOLDINGS,
  },
  {
    id: "role-back-fill",
    title: "The vendor adds a new permission to roles that hold another one",
    from: "deployed",
    prepare: async ({ org }) => {
      org.backfill({ holding: "wfm:historicalAdherence:view", adds: "wfm:activityCode:view" });
    },
    run: async ({ pulumi }) => pulumi("refresh", "--preview-only", "--diff", "--expect-no-changes"),
    fails: true,
    reads: ['"wfm:activityCode:view"', "~ 1 to update"],
    struck: ({ org }) => (org.history().length > 1 ? [] : ["No role was widened."]),
    repair: async ({ pulumi }) => {
      await pulumi("up", "--yes", "--skip-preview", "--refresh");
    },
  },
  {
    id: "deleted-by-hand",
    title: "A client and a role are deleted by hand between preview and up",
    from: "deployed",
    prepare: async (stage) => {
      await stage.writeSpec(CHANGED_SPEC);
      const api = await person(stage);
      const client = `/oauth/clients/${idOf(stage, "clients", CLIENT)}`;
      const { body } = await api("GET", client);
      await api("PUT", client, { ...body, state: "inactive" });
      await api("DELETE", client);
      await api("DELETE", `/authorization/roles/${idOf(stage, "roles", ROLE)}`);
    },
    fails: true,
    reads: [
      `The role "${ROLE}" is no longer in the org: somebody deleted it. Run \`pulumi refresh\`, then \`pulumi up\` to make it anew.`,
    ],
    struck: () => [],
    repair: async ({ pulumi }) => {
      await pulumi("refresh", "--yes", "--skip-preview");
    },
    ends: CHANGED_HOLDINGS,
  },
  {
    id: "name-taken",
    title: "A role and a division have the names of others that nobody manages",
    prepare: async (stage) => {
      const api = await person(stage);
      await api("POST", "/authorization/roles", { name: ROLE, description: "made by hand", permissionPolicies: [] });
    },
    fails: true,
    reads: [
      new RegExp(`the org already has a role "${ROLE}" \\(id [\\w-]+\\), which this stack does not manage.`),
      "does not fit the org (1 problem); nothing was changed.",
    ],
    struck: ({ org }) => (org.export().roles.some((it) => it.description === "made by hand") ? [] : ["It is gone."]),
    repair: async (stage) => {
      const id = stage.org.export().roles.find((it) => it.description === "made by hand")?.id;
      await (await person(stage))("DELETE", `/authorization/roles/${id}`);
    },
  },
  {
    id: "division-in-use",
    title: "A queue was moved into the division that a destroy deletes",
    from: "deployed",
    command: "destroy",
    prepare: (stage) => moveQueue(stage, idOf(stage, "divisions", SILO)),
    fails: true,
    reads: [
      /The division "Partner_Silo" \(id [\w-]+\) was not deleted: the org says that objects are inside. It holds 1 x QUEUE./,
      "Move them to another division, then run the same command again.",
    ],
    struck: () => [],
    repair: (stage) => moveQueue(stage, SEED.divisions.BPO_Partner),
  },
  {
    id: "last-role",
    title: "The org refuses to take the last role from a client of somebody else",
    from: "deployed",
    prepare: async (stage) => {
      await stage.writeSpec(LEGACY_SPEC);
      await stage.pulumi("up", "--yes", "--skip-preview");
      await (await person(stage))("DELETE", legacyGrants);
      await stage.writeSpec(SPEC);
    },
    fails: true,
    reads: [
      /DELETE .*\/roles\/[\w-]+: the org answered 400 missing.client.roles: Client roles and divisions are missing./,
      "Correct what the org names, then run the same command again.",
    ],
    struck: () => [],
    repair: async (stage) => {
      await (await person(stage))("POST", `${legacyGrants}?subjectType=PC_OAUTH_CLIENT`);
    },
  },
  {
    id: "escalation-guard",
    title: "The org lets the deployer hand out only roles that it holds itself",
    switches: { escalationGuard: "role" },
    fails: true,
    reads: [
      "POST /api/v2/oauth/clients: the org answered 400 bad.client.role",
      /of the deploying client "Access as Code Deployer" \(id [\w-]+\) it is known that it does not hold [\w-]+ \(id [\w-]+\)/,
      "Grant these roles to the deploying client in Genesys Cloud",
    ],
    struck: () => [],
    repair: async (stage) => {
      const api = await person(stage);
      for (const name of OWN_ROLES) {
        const role = idOf(stage, "roles", name);
        const path = `/authorization/subjects/${SEED.deployer.clientId}/divisions/*/roles/${role}`;
        await api("POST", `${path}?subjectType=PC_OAUTH_CLIENT`);
      }
    },
    ends: [...HOLDINGS, ...OWN_ROLES.map((role) => `grant PC_OAUTH_CLIENT Access as Code Deployer: ${role} @ *`)],
  },
];

async function moveQueue(stage: Stage, division: string): Promise<void> {
  const path = `/authorization/divisions/${division}/objects/QUEUE`;
  const { status } = await (await person(stage))("POST", path, [SEED.queues["BPO Overflow"]]);
  if (status >= 300) throw new Error(`The queue was not moved: ${status}.`);
}
