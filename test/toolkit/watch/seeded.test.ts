/** Two hundred changes behind a stack's back, by people, scripts and the vendor: how many rows say who did it. */
import { describe, expect, it, onTestFinished } from "vitest";
import { SEED } from "../../../simulator/index.ts";
import { ADA, roleOf, SPEC, watchedOrg } from "./watchedOrg.ts";

const NORA = SEED.users["nora.na@contoso.example"];
const COUNT = 20;

/** The stack with so many roles and clients more. */
function manySpec(): string {
  const all = Array.from({ length: COUNT }, (_, index) => index);
  const role = (index: number) =>
    `  many-${index}:\n    name: Integration - Many ${index}\n    purpose: Report ${index}\n    permissions: ["routing:queue:view"]\n`;
  const client = (index: number) =>
    `  many-${index}:\n    name: Many ${index}\n    owner: bi-team@contoso.example\n    purpose: Report ${index}\n    grantType: client-credentials\n    grants: [{ role: many-${index}, divisions: [EMEA_Operations] }]\n`;
  const text = SPEC.replace("roles:\n", `roles:\n${all.map(role).join("")}`);
  return text.replace("clients:\n", `clients:\n${all.map(client).join("")}`);
}

/** The same in every run (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const PERMISSIONS = [
  "routing:skill:view",
  "users:user:view",
  "analytics:queueObservation:view",
  "oauth:client:view",
  "routing:queue:edit",
];

describe("two hundred changes that no update made", { timeout: 120_000 }, () => {
  it.each([
    ["role", 200, 60],
    ["subject", 80, 30],
  ] as const)(
    "are told in rows of which 95 of 100 say who and when, where grants are told by the %s (%i changes, at least %i rows)",
    async (auditGrants, changes, least) => {
      const watched = await watchedOrg({ switches: { auditGrants } }, {}, manySpec());
      onTestFinished(() => watched.close());
      const { project, send, org } = watched;
      const pick = random(7);
      const roles = new Map<string, string>();
      const divisions = [SEED.divisions.NA_Operations, SEED.divisions.EMEA_Operations, "*"];
      for (let change = 0; change < changes; change += 1) {
        org.clock.advance("PT1H");
        const by = pick(2) === 0 ? ADA : undefined;
        const key = `many-${pick(COUNT)}`;
        const kind = pick(10);
        // Names of roles and clients are the same: the role comes first in the state.
        const role = await roleIdOf(roles, send, `Integration - ${key.replace("many-", "Many ")}`);
        const client = project.idOf(key);
        const subject = (id: string, division: string, type: string, method: string, by?: string) =>
          send(
            method,
            `/api/v2/authorization/subjects/${id}/divisions/${division}/roles/${role}?subjectType=${type}`,
            undefined,
            by,
          );
        const division = divisions[pick(divisions.length)] ?? "*";
        if (kind < 4)
          await send(
            "PUT",
            `/api/v2/authorization/roles/${role}`,
            await roleOf(watched, role, PERMISSIONS[pick(PERMISSIONS.length)] ?? ""),
            by,
          );
        else if (kind < 6) await subject(client, division, "PC_OAUTH_CLIENT", "POST");
        else if (kind < 7)
          await subject(client, SEED.divisions.EMEA_Operations, "PC_OAUTH_CLIENT", "DELETE").catch(() => undefined);
        else if (kind < 8) await subject(NORA, division, "PC_USER", "POST", by).catch(() => undefined);
        else if (kind < 9)
          await send("POST", "/api/v2/oauth/clients", {
            name: `Shadow ${change}`,
            authorizedGrantType: "CLIENT-CREDENTIALS",
            roleDivisions: [{ roleId: SEED.roles["Access as Code Deployer"], divisionId: "*" }],
          });
        else org.backfill({ holding: "routing:queue:view", adds: "routing:language:view" });
      }
      const ran = await watched.watch("--format", "json");
      const { rows, coverage } = JSON.parse(ran.stdout).stacks[0] as {
        rows: {
          id: string;
          kind: string;
          who: { certainty: string; actors: { at: string }[]; reason: string | null };
        }[];
        coverage: { reason: string | null }[];
      };
      expect(coverage.filter(({ reason }) => reason !== null)).toEqual([]);
      const of = (certainty: string) => rows.filter(({ who }) => who.certainty === certainty);
      expect(rows.length).toBeGreaterThan(least);
      expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(["added", "removed", "backfilled", "unmanaged"]));
      expect(of("unattributed").length / rows.length, JSON.stringify(of("unattributed"))).toBeLessThanOrEqual(0.05);
      expect(of("exact").length / rows.length).toBeGreaterThan(0.9);
      expect(of("unattributed").every(({ who }) => who.reason !== null)).toBe(true);
    },
  );
});

async function roleIdOf(
  roles: Map<string, string>,
  send: (method: string, path: string) => Promise<unknown>,
  name: string,
): Promise<string> {
  if (!roles.has(name)) {
    const { entities } = (await send("GET", "/api/v2/authorization/roles?pageSize=100&userCount=false")) as {
      entities: { id: string; name: string }[];
    };
    for (const one of entities) roles.set(one.name, one.id);
  }
  return roles.get(name) ?? "";
}
