/** The smallest role for a command that only reads, and a client that holds it, as a spec: for a person to read and deploy, or to copy into the console. */
import { Document, type Scalar, type YAMLSeq } from "yaml";
import { operation } from "../../access/catalogue/operations.ts";
import { compareText } from "../../access/values/text.ts";

export type ReaderCall = readonly [method: string, path: string, purpose: string];

export interface Reader {
  readonly key: string;
  readonly roleName: string;
  readonly clientName: string;
  readonly purpose: string;
  /** What it is needed for, as a verb with its object. */
  readonly verb: string;
  /** The calls that ask for a permission, and what each is for. */
  readonly calls: readonly ReaderCall[];
}

const AUDITOR: Reader = {
  key: "access-auditor",
  roleName: "Integration - Access Auditor",
  clientName: "Access as Code Auditor",
  purpose: "Reads who may do what, and changes nothing",
  verb: "audit an org",
  calls: [
    ["GET", "/api/v2/authorization/divisions/{divisionId}/grants", "see who holds which role where"],
    ["GET", "/api/v2/authorization/roles", "list roles with their permissions"],
    ["GET", "/api/v2/authorization/roles/settings", "see whether grants hold by division"],
    ["GET", "/api/v2/oauth/clients", "list clients with their roles"],
    ["POST", "/api/v2/usage/query", "see which clients make no calls"],
  ],
};

/** By permission; of several that will do the one that reads least of all else. */
function permissionsFor(calls: readonly ReaderCall[]): Map<string, string[]> {
  const purposes = new Map<string, string[]>();
  for (const [method, path, purpose] of calls) {
    const permissions = operation(method, path)?.permissions ?? [];
    const narrow = permissions.filter((one) => !one.endsWith(":admin"));
    const needed = narrow.find((one) => purposes.has(one)) ?? narrow[0];
    if (needed !== undefined) purposes.set(needed, [...(purposes.get(needed) ?? []), purpose]);
  }
  return new Map([...purposes].sort(([a], [b]) => compareText(a, b)));
}

export function auditorSpec(): string {
  return readerSpec(AUDITOR);
}

export function readerSpec({ key, roleName, clientName, purpose, verb, calls }: Reader): string {
  const permissions = permissionsFor(calls);
  const head = [
    `The least that a client needs to ${verb}: it reads, and changes nothing.`,
    "Deploy it as a stack of its own, or make role and client by hand: Admin > People & Permissions > Roles / Permissions.",
  ];
  const document = new Document({
    organization: { id: "00000000-0000-4000-8000-000000000000" },
    roles: {
      [key]: {
        name: roleName,
        purpose,
        permissions: [...permissions.keys()],
      },
    },
    clients: {
      [key]: {
        name: clientName,
        owner: "team@change-me.example",
        purpose,
        grantType: "client-credentials",
        grants: [
          {
            role: key,
            divisions: "all",
            justification: "Grants are shown in the divisions only in which their reader may see them",
          },
        ],
      },
    },
  });
  document.commentBefore = head.map((line) => ` ${line}`).join("\n");
  const organization = document.get("organization", true) as { commentBefore?: string };
  organization.commentBefore = " the id of your org";
  const lines = document.getIn(["roles", key, "permissions"]) as YAMLSeq<Scalar<string>>;
  for (const [index, purposes] of [...permissions.values()].entries()) {
    const line = lines.items[index];
    if (line) line.commentBefore = ` to ${purposes.join(", and to ")}`;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
