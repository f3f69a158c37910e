/** The least permissions that a deployer needs for one spec, each with its uses; derived from the entries of the spec. */
import { operation } from "../catalogue/operations.ts";
import { isExisting, type Spec } from "../language/spec.ts";
import { notInCatalogue } from "../plan/beyondCatalogue.ts";
import { compareText } from "../values/text.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { type Kind, LIFECYCLE_CALLS, PHASES, type Phase, PLAN_CALLS } from "./operations.ts";

/** A permission, or several of which any one will do. */
export interface Need {
  /** Sorted; one unless the operation takes alternatives. */
  readonly anyOf: readonly string[];
  /** At least one, in the order plan, read, write, remove. */
  readonly uses: readonly Use[];
}

export interface Use {
  /** `POST /api/v2/authorization/roles`. */
  readonly operation: string;
  /** `plan` is what is read before anything can be planned. */
  readonly phase: Phase | "plan";
  /** `make and change`; for a sentence. */
  readonly verb: string;
  /** `roles`, `clients that exist already`. */
  readonly things: string;
  /** Places of the spec that need it. */
  readonly paths: readonly YamlPath[];
}

/** The needs of a spec, sorted by permission. */
export function needsOf(spec: Spec): Need[] {
  const uses = [...planUses(spec), ...lifecycleUses(spec)].filter(({ paths }) => paths.length > 0);
  const byPermission = new Map<string, { anyOf: readonly string[]; uses: Use[] }>();
  for (const use of uses) {
    for (const anyOf of alternativesOf(use.operation)) {
      const key = anyOf.join(" ");
      const need = byPermission.get(key) ?? { anyOf, uses: [] };
      byPermission.set(key, need);
      need.uses.push(use);
    }
  }
  return [...byPermission].sort(([a], [b]) => compareText(a, b)).map(([, need]) => need);
}

/** The smallest set of permissions that meets the needs; sorted. Where any one will do, the first of the catalogue. */
export function leastPermissions(needs: readonly Need[]): string[] {
  return [...new Set(needs.flatMap(({ anyOf: [first] }) => first ?? []))].sort(compareText);
}

/** Without it nothing can be planned, made or changed. The others are needed only when something is taken away. */
export function isNeededToDeploy({ uses }: Need): boolean {
  return uses.some(({ phase }) => phase !== "remove");
}

/** All lists must be met, each by any of its permissions. */
function alternativesOf(call: string): (readonly string[])[] {
  const [method = "", path = ""] = call.split(" ");
  const found = operation(method, path);
  if (!found) throw new Error(`${call} is called and the catalogue does not know it.`);
  const { match, permissions } = found;
  if (match === "UNKNOWN") throw new Error(`${call} is called and nobody knows what it asks for.`);
  if (match === "NONE") return [];
  return match === "ALL" ? permissions.map((permission) => [permission]) : [permissions];
}

function planUses(spec: Spec): Use[] {
  const existing = (section: "roles" | "clients") =>
    Object.entries(spec[section]).flatMap(([key, value]) => (isExisting(value) ? [[section, key]] : []));
  const beyond = Object.entries(spec.roles).flatMap(([key, role]) =>
    !isExisting(role) && notInCatalogue(role.permissions).length > 0 ? [["roles", key]] : [],
  );
  const keys = (section: "users" | "groups") => Object.keys(spec[section]).map((key) => [section, key]);
  const use = (what: keyof typeof PLAN_CALLS, things: string, paths: YamlPath[]): Use[] =>
    PLAN_CALLS[what].map((call) => ({ operation: call, phase: "plan", verb: "find", things, paths }));
  return [
    ...use("always", "divisions", [["divisions"]]),
    ...use("users", "users", keys("users")),
    ...use("groups", "groups", keys("groups")),
    ...use("roles", "roles that exist already", existing("roles")),
    ...use("clients", "clients that exist already", existing("clients")),
    ...use("permissions", "permissions that the catalogue does not know", beyond),
  ];
}

const VERBS: Readonly<Record<Phase, string>> = { read: "see", write: "make and change", remove: "remove" };
const GRANT_VERBS: Readonly<Record<Phase, string>> = { read: "see", write: "give", remove: "take away" };
const THINGS: Readonly<Record<Kind, string>> = {
  division: "divisions",
  role: "roles",
  client: "OAuth clients",
  clientRole: "roles of OAuth clients",
  grant: "grants",
};

function lifecycleUses(spec: Spec): Use[] {
  const paths = managedPaths(spec);
  const kinds = Object.keys(LIFECYCLE_CALLS) as Kind[];
  return PHASES.flatMap((phase) =>
    kinds.flatMap((kind) =>
      LIFECYCLE_CALLS[kind][phase].map((call): Use => {
        const verb = (kind === "grant" || kind === "clientRole" ? GRANT_VERBS : VERBS)[phase];
        return { operation: call, phase, verb, things: THINGS[kind], paths: paths[kind] };
      }),
    ),
  );
}

/** Paths of everything that the stack makes, by kind. A grant to a client that the stack makes is part of the client. */
function managedPaths({ divisions, roles, clients, users, groups }: Spec): Readonly<Record<Kind, readonly YamlPath[]>> {
  const own = (section: string, values: Readonly<Record<string, object>>): YamlPath[] =>
    Object.entries(values).flatMap(([key, value]) => (isExisting(value) ? [] : [[section, key]]));
  const grants = (section: string, values: Readonly<Record<string, { readonly grants: readonly unknown[] }>>) =>
    Object.entries(values).flatMap(([key, subject]) =>
      subject.grants.map((_, index): YamlPath => [section, key, "grants", index]),
    );
  const holders = Object.fromEntries(Object.entries(clients).filter(([, client]) => client.grants.length > 0));
  const existing = Object.fromEntries(Object.entries(clients).filter(([, client]) => isExisting(client)));
  return {
    division: Object.entries(divisions).flatMap(([key, { manage }]) => (manage ? [["divisions", key]] : [])),
    role: own("roles", roles),
    client: own("clients", clients),
    clientRole: own("clients", holders),
    grant: [...grants("users", users), ...grants("groups", groups), ...grants("clients", existing)],
  };
}
