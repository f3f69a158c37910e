import { readFileSync } from "node:fs";
import { type LoadedSpec, loadSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import type { OrgFacts } from "../../access/plan/orgFacts.ts";
import { plan } from "../../access/plan/plan.ts";

/** An org that holds what the fixture files name. */
export const FIXTURE_ORG: OrgFacts = {
  organization: { id: "7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101", name: "Fixture Org" },
  divisions: [
    { id: "d0000000-0000-4000-8000-000000000001", name: "Home", homeDivision: true },
    { id: "d0000000-0000-4000-8000-000000000002", name: "EMEA_Operations", homeDivision: false },
    { id: "d0000000-0000-4000-8000-000000000003", name: "NA_Operations", homeDivision: false },
  ],
  roles: [
    { id: "b0000000-0000-4000-8000-000000000001", name: "Admin" },
    { id: "b0000000-0000-4000-8000-000000000002", name: "Employee" },
    { id: "b0000000-0000-4000-8000-000000000003", name: "Console Role" },
  ],
  users: new Map(),
  groups: new Map([["Quality Team", ["e0000000-0000-4000-8000-000000000001"]]]),
  clients: [{ id: "6f1a2c3d-0000-4000-8000-000000000001", name: "Legacy" }],
  permissions: new Set(["newProduct:newEntity:view"]),
  deployerClientId: "c0000000-0000-4000-8000-000000000001",
};

/** Loads a spec file; throws with every problem when it is not valid. */
export function loadFile(file: string): LoadedSpec {
  const loaded = loadSpec(file, (path) => readFileSync(path, "utf8"));
  if (!loaded.ok) throw new Error(loaded.problems.map(printProblem).join("\n"));
  return loaded.spec;
}

/** Loads a spec file and plans it against an org; throws with every problem when either refuses. */
export function planFile(file: string, org: OrgFacts = FIXTURE_ORG): { spec: LoadedSpec; desired: DesiredAccess } {
  const spec = loadFile(file);
  const planned = plan(spec, org);
  if (!planned.ok) throw new Error(planned.problems.map(printProblem).join("\n"));
  return { spec, desired: planned.desired };
}
