/** Keys that a managed client must have, or must not have: that depends on its grant type. */
import { limit } from "../../catalogue/limits.ts";
import { quote } from "../../values/flaw.ts";
import { type GrantType, parseGrantType } from "../../values/grantType.ts";
import type { YamlPath } from "../../values/yamlPath.ts";
import type { FlawAtPath } from "../problem.ts";
import { parseLifetime } from "../values.ts";
import { entriesOf, isManaged, type PartialManagedClient, type PartialSpec, saysNothing } from "./subjects.ts";

export function clientFlaws(spec: PartialSpec): FlawAtPath[] {
  return entriesOf(spec.clients).flatMap(([key, client]) => {
    if (!isManaged(client) || client.grantType === undefined) return [];
    const grantType = parseGrantType(client.grantType);
    const path = ["clients", key];
    if (!grantType) return lifetimeFlaws(client, path);
    const ofType =
      grantType === "CLIENT-CREDENTIALS" ? serviceFlaws(client, path) : userContextFlaws(client, grantType, path);
    return [...ofType, ...lifetimeFlaws(client, path)];
  });
}

/** The API gives the longer life to clients of its SCIM integration alone. How long it may be, the rule token-lifetime judges. */
function lifetimeFlaws({ tokenLifetime, scopes }: PartialManagedClient, path: YamlPath): FlawAtPath[] {
  const seconds = tokenLifetime == null ? undefined : parseLifetime(tokenLifetime);
  const most = limit("access-token-seconds-most");
  // A scope of the wrong shape may be the one.
  if (seconds === undefined || seconds <= most || scopes?.some((scope) => scope === undefined || SCIM.has(scope)))
    return [];
  const message = `Genesys Cloud gives tokens of ${quote(tokenLifetime)} to clients with the scope scim only, and others live ${most} seconds at most`;
  const fix = "Write seconds, or a text such as 30m or 24h.";
  return [{ code: "bad-token-lifetime", message, fix, path: [...path, "tokenLifetime"] }];
}

const SCIM: ReadonlySet<string> = new Set(["scim", "scim:readonly"]);

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
