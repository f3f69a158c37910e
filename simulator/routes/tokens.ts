/** The caller's own token, organization and user; and the revocation of tokens. */
import { ApiError } from "../http/errors.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { divisionReference, roleDivisions, userEntity } from "./entities.ts";

export const tokenRoutes: RouteTable = {
  "GET /api/v2/tokens/me": tokenInfo,
  "HEAD /api/v2/tokens/me": () => ({}),
  "DELETE /api/v2/tokens/me": ({ tokens, caller }) => tokens.revoke(caller.token),
  "DELETE /api/v2/tokens/{userId}": (call) => call.tokens.revokeUser(param(call, "userId")),
  "GET /api/v2/organizations/me": organization,
  "GET /api/v2/users/me": me,
};

/** The key is `OAuthClient`, capitals and all: the vendor's clients look it up so. `organization.id` is the org's own id for its own clients. */
function tokenInfo({ org, caller }: Call): unknown {
  const { id, name } = org.data.organization;
  const { client } = caller;
  return {
    organization: { id, name },
    homeOrganization: { id, name },
    authorizedScope: client.scope,
    OAuthClient: {
      id: client.id,
      name: client.name,
      dateCreated: client.dateCreated,
      dateModified: client.dateModified,
      createdBy: client.createdBy,
      modifiedBy: client.modifiedBy,
      authorizedGrantType: client.authorizedGrantType,
      scope: client.scope,
      roleDivisions: roleDivisions(org, client.id),
      state: client.state,
      organization: { id, name },
    },
  };
}

/** `defaultCountryCode` and `version` are always there: the vendor's Terraform provider dereferences them. */
function organization({ org }: Call): unknown {
  return {
    ...org.data.organization,
    defaultLanguage: "en-us",
    defaultCountryCode: "US",
    version: 1,
    state: "active",
    voicemailEnabled: false,
    productPlatform: "PureCloud",
    features: { purecloud: true, contactCenter: true },
    selfUri: "/api/v2/organizations/me",
  };
}

/** Client credentials have no user: 400, code and sentence by the vendor's OpenAPI definition. */
function me(call: Call): unknown {
  const user = call.org.user(call.caller.userId ?? "");
  if (user === undefined) {
    throw new ApiError(
      400,
      "not.a.user",
      "This request requires a user context. Client credentials cannot be used for requests to this resource.",
    );
  }
  return { ...userEntity(call.org, user), division: divisionReference(call.org, user.divisionId) };
}
