/** The smallest role that can audit an org, and a client that holds it, as a spec: for a person to read and deploy, or to copy into the console. */
import { Document, type Scalar, type YAMLSeq } from "yaml";

const KEY = "access-auditor";

/** What each permission is for. Without the last two an audit looks at less, and says so. */
const PERMISSIONS: readonly (readonly [string, string])[] = [
  ["authorization:division:view", "to list divisions"],
  [
    "authorization:grant:view",
    "to see who holds which role where; it holds by division, so it is granted in all of them",
  ],
  ["authorization:role:view", "to list roles with their permissions"],
  ["authorization:settings:view", "to see whether grants hold by division"],
  ["directory:group:view", "to name groups that hold roles"],
  ["directory:user:view", "to name users who hold roles"],
  ["oauth:client:view", "to list clients, and to see which of them make no calls"],
];

const HEAD = [
  "The least that a client needs to audit an org: it reads, and changes nothing.",
  "Deploy it as a stack of its own, or make role and client by hand: Admin > People & Permissions > Roles / Permissions.",
];

export function auditorSpec(): string {
  const title = "Access as Code Auditor";
  const document = new Document({
    organization: { id: "00000000-0000-4000-8000-000000000000" },
    roles: {
      [KEY]: {
        name: "Integration - Access Auditor",
        purpose: "Reads who may do what, and changes nothing",
        permissions: PERMISSIONS.map(([permission]) => permission),
      },
    },
    clients: {
      [KEY]: {
        name: title,
        owner: "team@change-me.example",
        purpose: "Reads who may do what, and changes nothing",
        grantType: "client-credentials",
        grants: [
          {
            role: KEY,
            divisions: "all",
            justification: "Grants are shown in the divisions only in which their reader may see them",
          },
        ],
      },
    },
  });
  document.commentBefore = HEAD.map((line) => ` ${line}`).join("\n");
  const organization = document.get("organization", true) as { commentBefore?: string };
  organization.commentBefore = " the id of your org";
  const lines = document.getIn(["roles", KEY, "permissions"]) as YAMLSeq<Scalar<string>>;
  for (const [index, [, purpose]] of PERMISSIONS.entries()) {
    const line = lines.items[index];
    if (line) line.commentBefore = ` ${purpose}`;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
