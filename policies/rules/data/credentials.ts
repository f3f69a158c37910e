/** Permissions that make, replace or remove what others sign in with. Source: the operations of the catalogue that ask for them. */
export const CREDENTIALS: ReadonlyMap<string, string> = new Map([
  ["directory:user:setPassword", "sets the password of any user (POST /users/{userId}/password)"],
  ["integrations:integration:add", "stores credentials of integrations (POST /integrations/credentials)"],
  [
    "integrations:integration:edit",
    "replaces credentials of integrations (PUT /integrations/credentials/{credentialId})",
  ],
  ["mfa:verifier:delete", "removes the second factor of other users"],
  ["mfa:verifier:edit", "changes the second factor of other users"],
  ["oauth:client:add", "creates clients and is shown their secrets (POST /oauth/clients)"],
  ["oauth:client:edit", "makes new secrets for existing clients (POST /oauth/clients/{clientId}/secret)"],
  ["sso:provider:add", "adds an identity provider, which can sign in as anybody"],
  ["sso:provider:edit", "replaces the certificate of an identity provider, which can then sign in as anybody"],
]);
