/** One client as a verification sees it: what the spec gives it, and the org that it is tried in. */
import { permission as cataloguePermission } from "../catalogue/permissions.ts";
import type { EffectiveAccess, EffectiveSubject } from "../effective/model.ts";
import { decide, type State } from "../explain/decide.ts";
import { type Holding, holdingsOf } from "../explain/holding.ts";
import type { Need } from "../intent/need.ts";
import type { LoadedSpec } from "../language/loadSpec.ts";
import type { DesiredAccess } from "../plan/desired.ts";
import type { DesiredClient } from "../resources/client.ts";
import { type DivisionId, divisionName, namedDivision } from "../values/division.ts";
import { printYamlPath, type YamlPath } from "../values/yamlPath.ts";
import type { Inventory, InventoryObject } from "./inventory.ts";
import type { Place, Where } from "./probe.ts";

export interface Tried {
  readonly spec: LoadedSpec;
  readonly desired: DesiredAccess;
  readonly access: EffectiveAccess;
  /** Its current generation. */
  readonly client: DesiredClient;
  readonly subject: EffectiveSubject;
  readonly holdings: readonly Holding[];
  readonly inventory: Inventory;
}

export interface Trial {
  readonly spec: LoadedSpec;
  readonly desired: DesiredAccess;
  readonly access: EffectiveAccess;
  readonly inventory: Inventory;
}

/** Undefined where the spec makes no such client. */
export function triedClient(trial: Trial, key: string): Tried | undefined {
  const client = trial.desired.clients.find((one) => one.key === key && one.current);
  const subject = trial.access.subjects.find((one) => one.kind === "client" && one.key === key);
  if (!client || !subject) return undefined;
  const roles = new Map(trial.desired.roles.map((role) => [role.key, role]));
  const holdings = holdingsOf(subject).map((holding): Holding => {
    const role = roles.get(holding.role);
    const [limited, leaking] = [role?.divisionAware ?? [], role?.notDivisionAware ?? []];
    return {
      ...holding,
      divisionAware: (one) => (limited.includes(one) ? "yes" : leaking.includes(one) ? "no" : undefined),
    };
  });
  return { ...trial, client, subject, holdings };
}

export function placeOf({ spec }: Pick<Tried, "spec">, path: YamlPath): Place {
  const { file, line } = spec.locate(path);
  return { file, line, path: printYamlPath(path) };
}

/** What this tool foretells of an operation on an object: the best of its divisions. Of one in no division every holder sees something. */
export function stateOf({ holdings, inventory }: Tried, need: Need, { divisionIds }: InventoryObject): State {
  const states = divisionIds.map((id): State => {
    if (id === "*") return decide(need, holdings).state;
    return decide(need, holdings, namedDivision(nameOf(inventory, id))).state;
  });
  const order: readonly State[] = ["yes", "conditional", "maybe", "elsewhere", "no"];
  return order.find((state) => states.includes(state)) ?? "no";
}

/** The name of a division of the org; one that the inventory lacks is like no other. */
export function nameOf({ divisions }: Inventory, id: string): string {
  return divisions.find((one) => one.id === id)?.name ?? `division ${id}`;
}

/** The id of a division by its name; a text that is no id of any where the org lacks it. */
export function idOf({ divisions }: Inventory, name: string): string {
  return divisions.find((one) => one.name === name)?.id ?? `not in the org: ${name}`;
}

/** Divisions of the spec as those of the org. */
export function whereOf({ inventory }: Pick<Tried, "inventory">, divisions: readonly DivisionId[]): Where {
  return {
    everywhere: divisions.includes("all"),
    divisionIds: divisions.flatMap((id) => {
      const name = divisionName(id);
      return name === undefined ? [] : [idOf(inventory, name)];
    }),
  };
}

/** Where the spec lets a permission hold; `unknown` where a role gives it of which the spec does not know what it permits. */
export function permittedIn(tried: Tried, permission: string): Where | "unknown" {
  const held = tried.holdings.filter((one) => one.holds(permission));
  if (tried.holdings.some(({ existing }) => existing !== undefined)) return "unknown";
  return whereOf(
    tried,
    held.flatMap(({ divisions }) => divisions),
  );
}

/** Divisions may not limit it: the org or the catalogue says that they do not, or nobody says that they do. */
export function reachBeyond({ holdings }: Tried, permission: string): "no" | "leaks" | "unknown" {
  const said = holdings.flatMap((one) => one.divisionAware?.(permission) ?? []);
  const aware = said[0] ?? cataloguePermission(permission)?.divisionAware ?? "unknown";
  return aware === "yes" ? "no" : aware === "no" ? "leaks" : "unknown";
}

export function printWhere({ everywhere, divisionIds }: Where, inventory: Inventory): string {
  if (everywhere) return "all divisions";
  if (divisionIds.length === 0) return "no division";
  const names = divisionIds.map((id) => (id.startsWith("not in the org: ") ? id : nameOf(inventory, id)));
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}
