/** The smallest role that can deploy a spec, and a client that holds it, as a spec of its own: for a person to read, change and deploy. */
import { Document, type Scalar, type YAMLSeq } from "yaml";
import type { Spec, SpecWaiver } from "../language/spec.ts";
import { isNeededToDeploy, leastPermissions, type Need, needsOf } from "./needs.ts";

const KEY = "access-deployer";

/** Rules that no deployer can meet, because it exists to manage access. */
export const RULES_OF_OTHERS: readonly string[] = ["no-self-escalation", "no-credential-creation", "no-takeover"];

const REMARKS = [
  "Whoever holds this role can give every permission of the org to anything. So it is a stack of its own, deployed by an administrator,",
  "and never part of the stack that its client deploys: that one leaves its own deployer alone. The API knows no smaller rights.",
  "In place of a deployment, the role can be made by hand: Admin > People & Permissions > Roles / Permissions.",
];

/**
 * @param stack name of the stack that the role is to deploy
 * @param waivers of the findings that no deployer can avoid
 */
export function deployerSpec(spec: Spec, stack: string, waivers: readonly SpecWaiver[]): string {
  const { id, name, region } = spec.organization;
  const needs = needsOf(spec);
  const permissions = leastPermissions(needs);
  const title = `Access as Code Deployer - ${stack}`;
  const document = new Document({
    organization: { id, ...(name !== undefined && { name }), ...(region !== undefined && { region }) },
    roles: { [KEY]: { name: title, purpose: `Deploys the stack ${stack}`, access: "read-write", permissions } },
    clients: {
      [KEY]: {
        name: title,
        owner: "team@change-me.example",
        purpose: `Deploys the stack ${stack}`,
        grantType: "client-credentials",
        access: "read-write",
        grants: [
          {
            role: KEY,
            divisions: "all",
            justification: "The org may ask for the right to grant in every division that the stack grants in",
          },
        ],
      },
    },
    ...(waivers.length > 0 && { waivers }),
  });
  document.commentBefore = comment([`The least that a client needs to deploy the stack ${stack}.`, ...REMARKS]);
  const lines = document.getIn(["roles", KEY, "permissions"]) as YAMLSeq<Scalar<string>>;
  for (const [index, permission] of permissions.entries()) describe(lines.items[index], permission, needs);
  const list = document.get("waivers") as YAMLSeq | undefined;
  if (list) list.commentBefore = " managing access is what this client is for; renew them within a year";
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** Above the line what it is for, behind it that a deployment works without it. */
function describe(line: Scalar<string> | undefined, permission: string, needs: readonly Need[]): void {
  const own = needs.filter(({ anyOf: [first] }) => first === permission);
  if (!line) return;
  const purposes = new Set(own.flatMap(({ uses }) => uses.map(({ verb, things }) => `${verb} ${things}`)));
  line.commentBefore = ` to ${[...purposes].join(", to ")}`;
  if (!own.some(isNeededToDeploy)) line.comment = " without it a deployment can add, and not take away";
}

function comment(lines: readonly string[]): string {
  return lines.map((line) => ` ${line}`).join("\n");
}
