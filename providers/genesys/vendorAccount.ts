/** What an org says of the vendor's API: its permissions, the OAuth scopes, the roles that the vendor ships, and the OpenAPI document. */
import { z } from "zod";
import type { OrgListing } from "../../access/plan/orgFacts.ts";
import type { RolePermits } from "../../access/resources/rolePermits.ts";
import { isWholeRole, permitsOf } from "../role/role.wire.ts";
import { GenesysApiError } from "./apiError.ts";
import type { GenesysClient } from "./client.ts";
import { readOrgFacts } from "./orgFacts.ts";
import { readPages, readWhole } from "./paging.ts";
import { wireRole } from "./wire.ts";

/** A part that the org did not give is absent, and named in `missing`: absent never means that there is none. */
export interface VendorAccount {
  readonly organization: { readonly id: string; readonly name: string };
  readonly listing?: OrgListing;
  readonly scopes?: readonly string[];
  readonly defaultRoles?: readonly DefaultRole[];
  /** As JSON that nobody has looked at. */
  readonly document?: unknown;
  /** A sentence for each part that could not be read. */
  readonly missing: readonly string[];
}

/** A role that the vendor ships, as this org has it. */
export interface DefaultRole {
  /** The vendor's own name of the role, `trustedUser`. */
  readonly key: string;
  readonly name: string;
  /** Absent where the listing leaves them out. */
  readonly permits?: RolePermits;
}

const wireScope = z.object({ id: z.string() });
const wireDefaultRole = wireRole.extend({ defaultRoleId: z.string().nullish() });

/**
 * Only reads. Of another org than the wanted one nothing but its id and name is read.
 *
 * @param wanted id of the org, lower case
 * @throws GenesysApiError where the org itself cannot be read
 */
export async function readVendorAccount(client: GenesysClient, wanted: string): Promise<VendorAccount> {
  const missing: string[] = [];
  const { organization, listing } = await readOrgFacts(client, {
    users: [],
    groups: [],
    roles: [],
    clients: [],
    organization: wanted,
    listing: true,
  });
  if (organization.id.toLowerCase() !== wanted) return { organization, missing };
  if (!listing) missing.push("The org does not show its permissions to this client.");
  const part = async <T>(what: string, reading: Promise<T>): Promise<T | undefined> => {
    try {
      return await reading;
    } catch (error) {
      if (!(error instanceof GenesysApiError)) throw error;
      missing.push(`The ${what} could not be read: ${error.message}`);
      return undefined;
    }
  };
  const [scopes, roles, document] = await Promise.all([
    part("OAuth scopes", readWhole(client, "/api/v2/oauth/scopes", wireScope)),
    part("roles", readPages(client, "/api/v2/authorization/roles", wireDefaultRole, { userCount: false })),
    part("OpenAPI document", client.get("/api/v2/docs/swagger", z.unknown())),
  ]);
  return {
    organization,
    ...(listing && { listing }),
    ...(scopes && { scopes: scopes.map(({ id }) => id) }),
    ...(roles && { defaultRoles: roles.flatMap(defaultRole) }),
    ...(document !== undefined && { document }),
    missing: missing.sort(),
  };
}

function defaultRole(role: z.infer<typeof wireDefaultRole>): DefaultRole[] {
  const { defaultRoleId: key, name } = role;
  if (key == null || key === "") return [];
  return [{ key, name, ...(isWholeRole(role) && { permits: permitsOf(role) }) }];
}
