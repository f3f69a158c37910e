import { readFileSync } from "node:fs";
import type { Facts } from "../../policies/facts.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import type { PolicySettings } from "../../policies/settings.ts";
import { planFile } from "./fixtureOrg.ts";
import { fleetOf, goodStack } from "./ruleFacts.ts";

/** Options under which the rules that are disabled by default trip on everything-wrong.yaml, and stay silent on everything-right.yaml. */
export const DISABLED_RULES_ON: PolicySettings = {
  "permission-deny-list": { enforcementLevel: "mandatory", permissions: ["telephony:plugin:*"] },
  "name-conventions": { enforcementLevel: "mandatory", role: "^(?!Master).*$", client: "^(?!Widget).*$" },
};

/** A stack of another organization, which uses the client that everything-wrong.yaml calls its own. */
const OTHER_STACK = goodStack({
  key: "elsewhere",
  organization: "0b0e5d0c-93a4-4b52-8a43-52d6ffb10202",
  existingClients: [{ key: "copied", id: "6f1a2c3d-0000-4000-8000-000000000001" }],
});

/** Facts of a fixture file, and of a fleet of it and another stack. */
export function fixtureFacts(name: "everything-wrong" | "everything-right"): Facts[] {
  const facts = factsFromPlan(planFile(`test/fixtures/${name}.yaml`).desired);
  return [...facts, fleetOf(...facts.filter((one) => one.kind === "stack"), OTHER_STACK)];
}

/**
 * The grant of a role that the stack only refers to, as an org tells its name and permissions: no file can say them, and the findings about them
 * stand in a file of their own.
 */
export const EXISTING_ROLE: Facts = {
  kind: "grant",
  key: "users/ada@contoso.example",
  grants: [
    {
      roleKey: "console-role",
      existingRole: "b0000000-0000-4000-8000-000000000009",
      existingName: "Org Super Admin",
      existingPermissions: [
        "authorization:role:edit",
        "directory:user:edit",
        "externalContacts:export:view",
        "messaging:integration:add",
        "recording:recording:viewSensitiveData",
        "scripter:publishedScript:add",
        "telephony:plugin:all",
      ],
      divisions: ["*"],
      allDivisions: true,
      home: false,
      justification: "It always had it",
    },
  ],
};

/** The ids of the findings about EXISTING_ROLE, sorted. */
export function existingRoleFindings(): string[] {
  return readFileSync("test/fixtures/existing-role.findings.txt", "utf8").split("\n").filter(Boolean);
}

/** The ids of the findings that the rules have in everything-wrong.yaml, sorted; in everything-right.yaml they have none. */
export function expectedFindings(name: "everything-wrong" | "everything-right"): string[] {
  if (name === "everything-right") return [];
  return readFileSync(`test/fixtures/${name}.findings.txt`, "utf8").split("\n").filter(Boolean);
}
