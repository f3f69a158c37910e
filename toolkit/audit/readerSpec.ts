/** The smallest role that can audit an org, and a client that holds it, as a spec: for a person to read and deploy, or to copy into the console. */
import { Document, type Scalar, type YAMLSeq } from "yaml";
import { operation } from "../../access/catalogue/operations.ts";
import { compareText } from "../../access/values/text.ts";

const KEY = "access-auditor";

/** The calls of an audit that ask for a permission, and what each is for. */
const CALLS: readonly (readonly [method: string, path: string, purpose: string])[] = [
  ["GET", "/api/v2/authorization/divisions/{divisionId}/grants", "see who holds which role where"],
  ["GET", "/api/v2/authorization/roles", "list roles with their permissions"],
  ["GET", "/api/v2/authorization/roles/settings", "see whether grants hold by division"],
  ["GET", "/api/v2/oauth/clients", "list clients with their roles"],
  ["POST", "/api/v2/usage/query", "see which clients make no calls"],
];

/** By permission; of several that will do the one that reads least of all else. */
function permissionsFor(): Map<string, string[]> {
  const purposes = new Map<string, string[]>();
  for (const [method, path, purpose] of CALLS) {
    const permissions = operation(method, path)?.permissions ?? [];
    const narrow = permissions.filter((one) => !one.endsWith(":admin"));
    const needed = narrow.find((one) => purposes.has(one)) ?? narrow[0];
    if (needed !== undefined) purposes.set(needed, [...(purposes.get(needed) ?? []), purpose]);
  }
  return new Map([...purposes].sort(([a], [b]) => compareText(a, b)));
}

const HEAD = [
  "The least that a client needs to audit an org: it reads, and changes nothing.",
  "Deploy it as a stack of its own, or make role and client by hand: Admin > People & Permissions > Roles / Permissions.",
];

export function auditorSpec(): string {
  const title = "Access as Code Auditor";
  const permissions = permissionsFor();
  const document = new Document({
    organization: { id: "00000000-0000-4000-8000-000000000000" },
    roles: {
      [KEY]: {
        name: "Integration - Access Auditor",
        purpose: "Reads who may do what, and changes nothing",
        permissions: [...permissions.keys()],
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
  for (const [index, purposes] of [...permissions.values()].entries()) {
    const line = lines.items[index];
    if (line) line.commentBefore = ` to ${purposes.join(", and to ")}`;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
