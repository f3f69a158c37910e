/** `genesyscloud_oauth_client` */
import type { SnapshotClient } from "../../access/snapshot/model.ts";
import { parseGrantType } from "../../access/values/grantType.ts";
import { sortedOnce } from "../../access/values/text.ts";
import { quoted } from "../../access/values/untrusted.ts";
import type { Attributes } from "./attributes.ts";
import type { TerraformRemark } from "./reading.ts";
import type { RoleInDivision } from "./subjects.ts";

export interface TerraformClient {
  readonly client: SnapshotClient;
  readonly roles: readonly RoleInDivision[];
  readonly remarks: readonly Omit<TerraformRemark, "address">[];
}

/** The secret is looked at only to say that it is there. */
export function clientOf(attributes: Attributes): TerraformClient {
  attributes.require("name", "authorized_grant_type", "roles", "scopes", "registered_redirect_uris");
  const grantType = attributes.text("authorized_grant_type");
  const client: SnapshotClient = {
    id: attributes.id("id"),
    name: attributes.text("name"),
    description: attributes.text("description"),
    // The provider takes both spellings, and the API has one.
    grantType: grantType === "SAML2BEARER" ? "SAML2-BEARER" : grantType,
    tokenLifetime: attributes.count("access_token_validity_seconds"),
    redirectUris: sortedOnce(attributes.texts("registered_redirect_uris")),
    scopes: sortedOnce(attributes.texts("scopes")),
    state: attributes.text("state") || "active",
    dateCreated: null,
    dateModified: null,
    dateToDelete: null,
  };
  const roles = attributes
    .blocks("roles")
    .map((role) => ({ role: role.id("role_id"), division: role.division("division_id") }));
  return { client, roles, remarks: [...lacking(client, attributes), ...cautions(attributes)] };
}

function lacking(client: SnapshotClient, attributes: Attributes): Omit<TerraformRemark, "address">[] {
  const texts = [
    ...(client.state === "active"
      ? []
      : [`the client is ${quoted(client.state)}, and a stack has active clients only: \`up\` would make it active`]),
    ...(parseGrantType(client.grantType) === undefined
      ? [`the grant type ${quoted(client.grantType)} is none of the language's: the client stays as it is`]
      : []),
    ...(attributes.isSet("integration_credential_name")
      ? [
          "the provider put the client's secret into an integration credential (integration_credential_name): no rotation of this " +
            "project writes it there, and it stays in the org",
        ]
      : []),
    ...(attributes.isSet("directory_client_secret")
      ? [
          "the provider wrote the client's secret to a file (directory_client_secret): `deliver` of a spec hands over new secrets instead",
        ]
      : []),
  ];
  return texts.map((text) => ({ kind: "lacking", text }));
}

function cautions(attributes: Attributes): Omit<TerraformRemark, "address">[] {
  if (!attributes.isSet("client_secret") && !attributes.flag("expose_client_secret")) return [];
  const text =
    "the client's secret is in this state and in every older copy of it; it was not read: rotate the client after the move";
  return [{ kind: "caution", text }];
}
