import { parseAllDocuments, stringify } from "yaml";
import { type LoadedSpec, loadSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import type { OrgFacts } from "../../access/plan/orgFacts.ts";
import { orgNeeds } from "../../access/plan/orgNeeds.ts";
import { plan } from "../../access/plan/plan.ts";
import { evaluate } from "../../policies/evaluate.ts";
import type { Facts, FleetFacts } from "../../policies/facts.ts";
import type { Finding } from "../../policies/finding.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import type { Rule } from "../../policies/rule.ts";
import type { PolicySettings } from "../../policies/settings.ts";

/** A permission that the org of the snippets lists and no catalogue does. */
const BEYOND_CATALOGUE = "newProduct:newEntity:view";

const ORGANIZATION = "7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101";
const FILLER_ROLE = "filler";

type Yaml = Record<string, unknown>;
type Section = Record<string, Yaml>;

/**
 * The findings of one rule in a snippet of its documentation, once the snippet is completed into specs that load: one for each YAML document, all of
 * them together are the fleet. Settings are those that the snippet writes under `policies`.
 */
export function findingsInSnippet(rule: Rule, snippet: string): Finding[] {
  const loaded = parseAllDocuments(snippet).map((document, index) =>
    load(`snippet-${index}`, complete((document.toJS() ?? {}) as Yaml)),
  );
  const facts = loaded.map((spec) => factsOf(spec));
  const stacks = facts.flatMap((of) => of.filter((one) => one.kind === "stack"));
  const fleet: FleetFacts = { kind: "fleet", key: "fleet", stacks };
  return evaluate([rule], [...facts.flat(), fleet], (loaded[0]?.value.policies ?? {}) as PolicySettings);
}

/** The snippet with everything that the language asks for and the snippet leaves out because the rule is not about it. */
export function complete({ grants, ...snippet }: Yaml): Yaml {
  const groups = { ...(snippet["groups"] as Section), ...(grants ? { "Snippet Team": { grants } } : {}) };
  const clients = mapValues(snippet["clients"] as Section | undefined, completeClient);
  const granted = [
    ...Object.values(clients),
    ...Object.values(groups),
    ...Object.values((snippet["users"] ?? {}) as Section),
  ].flatMap((subject) => (subject["grants"] ?? []) as { role: string; divisions: unknown }[]);
  const named = granted.flatMap(({ divisions }) => (Array.isArray(divisions) ? (divisions as string[]) : []));
  const grantedRoles: Section = Object.fromEntries(granted.map(({ role }) => [role, {}]));
  return {
    organization: { id: ORGANIZATION },
    ...snippet,
    divisions: { ...Object.fromEntries(named.map((key) => [key, {}])), ...(snippet["divisions"] as Section) },
    roles: mapValues({ ...grantedRoles, ...(snippet["roles"] as Section) }, completeRole),
    clients,
    groups,
  };
}

function completeRole(role: Yaml, key: string): Yaml {
  return "existing" in role ? role : { name: `Role ${key}`, permissions: ["routing:queue:view"], ...role };
}

function completeClient(client: Yaml, key: string): Yaml {
  const grants = client["grants"] ?? [{ role: FILLER_ROLE, divisions: ["EMEA_Operations"] }];
  if ("existing" in client) return { ...client, grants };
  const grantType = client["grantType"] ?? (client["redirectUris"] ? "code" : "client-credentials");
  const uris = client["redirectUris"] ?? ["https://snippet.contoso.example/callback"];
  return {
    name: `Client ${key}`,
    ...client,
    grantType,
    ...(grantType === "client-credentials" ? { grants } : { redirectUris: uris }),
  };
}

function load(name: string, yaml: Yaml): LoadedSpec {
  const loaded = loadSpec(`${name}.yaml`, () => stringify(yaml));
  if (!loaded.ok) throw new Error([...loaded.problems.map(printProblem), stringify(yaml)].join("\n"));
  return loaded.spec;
}

function factsOf(spec: LoadedSpec): Facts[] {
  const planned = plan(spec, orgWith(spec));
  if (!planned.ok) throw new Error(planned.problems.map(printProblem).join("\n"));
  return factsFromPlan(planned.desired);
}

/** An org that has everything that the spec names. */
function orgWith({ value }: LoadedSpec): OrgFacts {
  const needs = orgNeeds(value);
  const id = (name: string) => `id-of-${name}`;
  return {
    organization: { id: value.organization.id, name: "Snippet Org" },
    divisions: [...new Set(["Home", ...Object.values(value.divisions).map(({ name }) => name)])].map((name) => ({
      id: id(name),
      name,
      homeDivision: name === "Home",
    })),
    roles: needs.roles.map((name) => ({ id: id(name), name })),
    users: new Map(needs.users.map((email) => [email.toLowerCase(), id(email)])),
    groups: new Map(needs.groups.map((name) => [name, [id(name)]])),
    clients: needs.clients.map((client) => ({ id: client, name: client })),
    permissions: new Set([BEYOND_CATALOGUE]),
    deployerClientId: "",
  };
}

function mapValues<T, R>(
  section: Record<string, T> | undefined,
  change: (value: T, key: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(section ?? {}).map(([key, value]) => [key, change(value, key)]));
}
