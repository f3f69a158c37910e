/**
 * Effective access and its difference for a large org: 1,000 clients, 100 permissions each, 20 divisions (two million atoms).
 * `node dev/bench/effective.ts` prints wall time and the process's peak memory. Aims: under 2 s and 1 GB for each line.
 */

import { allPermissions } from "../../access/catalogue/permissions.ts";
import { diffAccess } from "../../access/diff/diffAccess.ts";
import { gainedAtoms } from "../../access/diff/gainedAtoms.ts";
import { atomsOf } from "../../access/effective/atoms.ts";
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import type { DesiredClient } from "../../access/resources/client.ts";
import type { Ref } from "../../access/resources/roleDivisions.ts";

const [CLIENTS, PERMISSIONS, DIVISIONS] = [1_000, 100, 20];
const AIM = { seconds: 2, megabytes: 1_000 };

function desired(divisions: number): DesiredAccess {
  const permissions = [...allPermissions()];
  const roles = Array.from({ length: CLIENTS }, (_, index) => ({
    key: `role-${index}`,
    path: ["roles", `role-${index}`],
    name: `Role ${index}`,
    description: "",
    access: "read-only" as const,
    permissions: Array.from(
      { length: PERMISSIONS },
      (_, at) => permissions[(index + at * 7) % permissions.length] ?? "",
    ),
    conditional: [],
    beyondCatalogue: [],
  }));
  const refs: Record<string, Ref> = Object.fromEntries(
    Array.from({ length: divisions }, (_, index) => [`Division_${index}`, { id: `division-${index}` }]),
  );
  return {
    stack: "large",
    organization: { id: "2f6c8a10-5b1d-4c57-9f0e-6f0a3c1d2e4b", name: "Large Example" },
    development: false,
    divisions: [],
    roles,
    clients: roles.map(({ key }, index) => client(index, key, refs)),
    grants: [],
    expectations: [],
  };
}

function client(index: number, role: string, divisions: Record<string, Ref>): DesiredClient {
  const key = `client-${index}`;
  return {
    key,
    path: ["clients", key],
    generation: 1,
    current: true,
    name: `Client ${index}`,
    description: "",
    access: "read-only",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    accessTokenValiditySeconds: 86_400,
    scope: [],
    registeredRedirectUri: [],
    grants: { [role]: { path: ["clients", key, "grants", 0], role: { managed: role }, divisions } },
  };
}

function measure<T>(what: string, work: () => T, tell: (result: T) => string): T {
  const start = performance.now();
  const result = work();
  const seconds = (performance.now() - start) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const met = seconds < AIM.seconds && megabytes < AIM.megabytes ? "met" : "not met";
  console.log(
    `${what.padEnd(34)} ${seconds.toFixed(2).padStart(6)} s  peak ${megabytes.toFixed(0).padStart(5)} MB  ${met}  ${tell(result)}`,
  );
  return result;
}

function countAtoms(atoms: Iterable<unknown>): number {
  let total = 0;
  for (const _ of atoms) total += 1;
  return total;
}

const [small, large] = [desired(DIVISIONS - 1), desired(DIVISIONS)];
const base = measure(
  "effective access",
  () => effectiveAccess(small),
  ({ subjects }) => `${subjects.length} subjects`,
);
const head = effectiveAccess(large);
const same = effectiveAccess(desired(DIVISIONS));
measure(
  "difference, nothing changes",
  () => diffAccess(head, same),
  ({ verdict }) => verdict,
);
measure(
  "difference, one division joins all",
  () => diffAccess(base, head),
  ({ counts }) => `${counts.gained} atoms gained`,
);
measure(
  "difference, everything is new",
  () => diffAccess({ ...head, subjects: [] }, head),
  ({ counts }) => `${counts.gained} atoms gained`,
);
measure(
  "every atom written out",
  () => countAtoms(atomsOf(head)),
  (count) => `${count} atoms`,
);
measure(
  "atoms of the approval",
  () => countAtoms(gainedAtoms(diffAccess(base, head))),
  (count) => `${count} atoms`,
);
