/** Keys that a managed client must have, or must not have: that depends on its grant type. */
import { type GrantType, parseGrantType } from "../../values/grantType.ts";
import type { YamlPath } from "../../values/yamlPath.ts";
import type { FlawAtPath } from "../problem.ts";
import { entriesOf, isManaged, type PartialManagedClient, type PartialSpec, saysNothing } from "./subjects.ts";

export function clientFlaws(spec: PartialSpec): FlawAtPath[] {
  return entriesOf(spec.clients).flatMap(([key, client]) => {
    if (!isManaged(client) || client.grantType === undefined) return [];
    const grantType = parseGrantType(client.grantType);
    const path = ["clients", key];
    if (!grantType) return [];
    return grantType === "CLIENT-CREDENTIALS" ? serviceFlaws(client, path) : userContextFlaws(client, grantType, path);
  });
}

function serviceFlaws(client: PartialManagedClient, path: YamlPath): FlawAtPath[] {
  const flaws: FlawAtPath[] = [];
  if (saysNothing(client, "grants")) {
    const message =
      "a client-credentials client has no grants; its roles are all it can do, and Genesys refuses to create it without one";
    flaws.push({
      code: "no-grants",
      message,
      fix: "Write at least one `{ role: …, divisions: [ … ] }`.",
      path: [...path, "grants"],
    });
  }
  if (client.redirectUris?.length) {
    const message = "a client-credentials client has no browser to redirect";
    flaws.push({
      code: "redirect-uris-without-browser",
      message,
      fix: "Remove redirectUris.",
      path: [...path, "redirectUris"],
      atKey: true,
    });
  }
  return flaws;
}

function userContextFlaws(client: PartialManagedClient, grantType: GrantType, path: YamlPath): FlawAtPath[] {
  const flaws: FlawAtPath[] = [];
  if (client.grants?.length) {
    const message = `grants have no effect on a ${grantType} client: it acts with the roles of the user who signs in`;
    const fix = "Grant the roles under users or groups instead, and limit the client by its scopes.";
    flaws.push({ code: "grants-on-user-context", message, fix, path: [...path, "grants"], atKey: true });
  }
  if (grantType !== "SAML2-BEARER" && saysNothing(client, "redirectUris")) {
    const message = `a ${grantType} client needs the addresses it may redirect to`;
    flaws.push({
      code: "no-redirect-uris",
      message,
      fix: "Write redirectUris, each exact and with https.",
      path: [...path, "redirectUris"],
    });
  }
  return flaws;
}
