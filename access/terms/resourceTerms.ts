/** The terms that resources hold themselves: what an org or a state tells of them, where no spec is at hand. */
import { DEFAULT_TOKEN_LIFETIME } from "../resources/client.ts";
import { RESOURCES } from "../resources/index.ts";
import type { ResourceInputs } from "../resources/resourceType.ts";
import { readSubjectType, subjectSection } from "../values/subject.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import type { Term, TermKind } from "./model.ts";

/** The kinds of the terms that resources hold. */
export const HELD_BY_RESOURCES: readonly TermKind[] = ["redirect-uri", "token-lifetime"];

/** A value that is not known yet counts as one that gives: nobody can say that it is the same. */
export function resourceTerms(resources: readonly ResourceInputs[]): Term[] {
  return resources.flatMap(({ type, inputs }) => {
    if (type === RESOURCES.client.token) return clientTerms(inputs);
    return type === RESOURCES.grant.token ? grantTerms(inputs) : [];
  });
}

/** A limit that is not written as this release writes it limits nothing. */
function grantTerms(inputs: ResourceInputs["inputs"]): Term[] {
  const [section, key, role] = [
    subjectSection(readSubjectType(inputs["subjectType"])),
    String(inputs["subjectKey"]),
    String(inputs["roleKey"]),
  ];
  const limit = (kind: "exclusive" | "order", value: string): Term => {
    return { kind, owner: `${section}.${key}`, value, effect: "limits", path: [section, key, "grants"] };
  };
  return [
    ...(inputs["exclusive"] === true ? [limit("exclusive", `role ${role}`)] : []),
    ...(inputs["order"] === "remove-first" ? [limit("order", `remove-first of role ${role}`)] : []),
  ];
}

function clientTerms(inputs: ResourceInputs["inputs"]): Term[] {
  const key = String(inputs["clientKey"]);
  const owner = `clients.${key}`;
  const path = (field: string): YamlPath => ["clients", key, field];
  const [uris, lifetime] = [inputs["registeredRedirectUri"] ?? [], inputs["accessTokenValiditySeconds"]];
  const known = Array.isArray(uris) ? uris : ["(not known yet)"];
  return [
    ...known.map(
      (uri): Term => ({
        kind: "redirect-uri",
        owner,
        value: typeof uri === "string" ? uri : "(not known yet)",
        effect: "gives",
        path: path("redirectUris"),
      }),
    ),
    {
      kind: "token-lifetime",
      owner,
      value: typeof lifetime === "number" ? `${lifetime} seconds` : "(not known yet)",
      effect: {
        slot: "",
        rank: typeof lifetime === "number" ? lifetime : Number.MAX_SAFE_INTEGER,
        usual: DEFAULT_TOKEN_LIFETIME,
      },
      path: path("tokenLifetime"),
    },
  ];
}
