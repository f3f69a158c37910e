/** Permissions asked for directly: every one that the spec gives, and those next to them that it does not. */
import { dangersOf } from "../catalogue/dangers.ts";
import { actionsByEntity, permissionExists } from "../catalogue/permissions.ts";
import { itemKind, itemText } from "../effective/item.ts";
import { decide } from "../explain/decide.ts";
import { expandCompact } from "../values/permission.ts";
import { compareText } from "../values/text.ts";
import { type Probe, permittedRequest } from "./probe.ts";
import { notHeld } from "./promiseProbes.ts";
import { permittedIn, placeOf, printWhere, reachBeyond, type Tried } from "./subject.ts";

/** One probe for each permission that a role of the spec gives. Those that a pattern stands for are left out where there is no room. */
export function heldProbes(tried: Tried): Probe[] {
  const { desired, holdings, inventory } = tried;
  const written = new Set(
    desired.roles.flatMap(({ permissions, conditional }) =>
      [...permissions, ...conditional.map(({ permission }) => permission)].flatMap(expandCompact),
    ),
  );
  const places = new Map<string, Probe["place"]>();
  for (const { items, path } of tried.subject.products)
    for (const item of items)
      if (itemKind(item) === "permission" && !places.has(itemText(item)))
        places.set(itemText(item), placeOf(tried, path));
  if (holdings.some(({ existing }) => existing !== undefined)) return [];
  return [...places]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([permission, place]): Probe[] => {
      const where = permittedIn(tried, permission);
      if (where === "unknown") return [];
      return [
        {
          kind: "permission",
          claim: `${permission} holds in ${printWhere(where, inventory)} and nowhere else`,
          place,
          expected: printWhere(where, inventory),
          expects: { what: "permitted", permission, where, leaks: reachBeyond(tried, permission) === "leaks" },
          request: permittedRequest(permission),
          ...(!written.has(permission) && { spare: true }),
        },
      ];
    });
}

/** Of what the spec does not give: every permission of every role is compared as well, so that a few are enough here. */
const MOST_LACKED = 20;
const MOST_OPENERS = 8;

/** What opens an org itself, and then what changes the things that the client reads. */
export function lackedProbes(tried: Tried): Probe[] {
  const escalating = dangersOf("escalation").flatMap(({ permissions }) => permissions);
  const openers = [
    ...new Set(["authorization:grant:add", "authorization:role:edit", "oauth:client:edit", ...escalating]),
  ];
  const beside = tried.subject.products.flatMap(({ items }) =>
    items.flatMap((item) => (itemKind(item) === "permission" ? siblings(itemText(item)) : [])),
  );
  const lacked = [...new Set([...openers.slice(0, MOST_OPENERS), ...beside])].filter(
    (permission) =>
      permissionExists(permission) &&
      decide({ text: permission, match: "ALL", permissions: [permission] }, tried.holdings).state === "no",
  );
  const place = placeOf(tried, [...tried.client.path, "grants"]);
  return lacked.slice(0, MOST_LACKED).map((permission) => ({
    ...notHeld(`the spec does not give ${permission}`, place, permission),
    spare: true,
  }));
}

function siblings(permission: string): string[] {
  const [domain = "", entity = ""] = permission.split(":");
  const actions = actionsByEntity().get(domain)?.get(entity) ?? [];
  return actions.map((action) => `${domain}:${entity}:${action}`);
}
