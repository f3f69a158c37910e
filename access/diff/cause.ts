/** The cause of a gain or a loss, found by comparing the spec of before with the spec of now. */

import { type Item, itemKind, itemText } from "../effective/item.ts";
import type { EffectiveAccess, Product } from "../effective/model.ts";
import { writtenDivisions } from "../effective/written.ts";
import { type DivisionOrder, divisionName } from "../values/division.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { holds } from "./holds.ts";
import type { SubjectPair } from "./matchSubjects.ts";
import type { Cause, CauseKind, DiffContext, Place } from "./model.ts";
import { itemPath, sameRole } from "./roleText.ts";

export interface Compared {
  readonly base: EffectiveAccess;
  readonly head: EffectiveAccess;
  readonly order: DivisionOrder;
  readonly context: DiffContext;
}

/** One cause for all places, or a function that gives it place by place: then it is the same for every item. */
export type CauseOf = Cause | ((place: Place) => Cause);

/** The cause of a gain; `product` gives the item in the head. */
export function causeOfGain(compared: Compared, pair: SubjectPair, product: Product, item: Item): CauseOf {
  const { base, head, order, context } = compared;
  const at = (kind: CauseKind, path: YamlPath) => locatedCause(kind, path, head);
  if (context.between === "drift") return at(unwritten(context, item), product.path);
  if (!pair.base) return at("edited", pair.head?.path ?? product.path);
  const { role } = product;
  if (role === undefined) return at("edited", ownPath(product, item, head));
  const before = pair.base.products.filter((other) => other.role === role);
  const [first] = before;
  if (!first) return at("edited", product.path);
  if (!before.some((other) => holds(other, item) && other.condition === product.condition)) {
    return at(editedOr(sameRole(base, head, role), unwritten(context, item)), itemPath(head, role, item));
  }
  return ({ division }) =>
    before.some(({ divisions }) => divisions.some((wide) => order(wide, division)))
      ? at("edited", product.path)
      : byDivisions(compared, first, product, "division-joined", divisionName(division));
}

/** The cause of a loss; `product` gave the item in the base. */
export function causeOfLoss(compared: Compared, pair: SubjectPair, product: Product, item: Item): CauseOf {
  const { base, head, order, context } = compared;
  const at = (kind: CauseKind, path: YamlPath) => locatedCause(kind, path, head);
  if (context.between === "drift") return at(unwrittenLoss(context, item), product.path);
  if (!pair.head) return at("edited", pair.base?.path.slice(0, 1) ?? []);
  const { role } = product;
  if (role === undefined) return at("edited", [...pair.head.path, itemKind(item) === "scope" ? "scopes" : "grantType"]);
  const after = pair.head.products.filter((other) => other.role === role);
  const [first] = after;
  if (!first) return at("edited", [...pair.head.path, "grants"]);
  if (!after.some((other) => holds(other, item) && other.condition === product.condition)) {
    const same = sameRole(base, head, role);
    // A line that is gone has no place; a profile or endpoints that give less than before still stand there.
    const path = same ? itemPath(head, role, item) : ["roles", role, "permissions"];
    return at(editedOr(same, unwrittenLoss(context, item)), path);
  }
  return (place) => {
    if (after.some(({ divisions }) => divisions.some((wide) => order(wide, place.division))))
      return at("edited", first.path);
    if (isDeleted(base, head, place)) return at("division-deleted", [...first.path, "divisions"]);
    return byDivisions(compared, product, first, "division-deleted", divisionName(place.division));
  };
}

/** The vendor adds permissions to roles; what is taken from one was taken by somebody. */
function unwrittenLoss({ backFilled: _, ...context }: DiffContext, item: Item): CauseKind {
  return unwritten(context, item);
}

/** The cause of a change of access for which nobody edited the YAML. */
function unwritten({ between, backFilled }: DiffContext, item: Item): CauseKind {
  if (between === "catalogue") return "catalogue-changed";
  if (between === "profiles") return "profile-changed";
  if (between === "drift") return backFilled?.has(itemText(item)) ? "back-fill" : "drift";
  return "unknown";
}

/** `same`: whether the YAML is the same; undefined where there is none to compare. */
function editedOr(same: boolean | undefined, otherwise: CauseKind): CauseKind {
  if (same === undefined) return "unknown";
  return same ? otherwise : "edited";
}

/** The reason why divisions came or went: the grant is written otherwise, its selector takes others (`kind`), or a key stands for another division. */
function byDivisions(
  { base, head }: Compared,
  before: Product,
  after: Product,
  kind: CauseKind,
  name: string | undefined,
): Cause {
  const path = [...after.path, "divisions"];
  if (!base.source || !head.source) return locatedCause("unknown", path, head);
  const [written, now] = [
    writtenDivisions(base.source.value, before.path),
    writtenDivisions(head.source.value, after.path),
  ];
  if (JSON.stringify(written) !== JSON.stringify(now)) return locatedCause("edited", path, head);
  if (typeof now === "object" && "match" in now) return locatedCause(kind, path, head);
  // The key stands for another division than before.
  const key = [...head.divisions, ...base.divisions].find((known) => known.name === name)?.key;
  return locatedCause("edited", ["divisions", ...(key === undefined ? [] : [key])], head);
}

/** A stack deletes the divisions that it managed and no longer declares. */
function isDeleted(base: EffectiveAccess, head: EffectiveAccess, { division }: Place): boolean {
  const name = divisionName(division);
  return (
    base.divisions.some((known) => known.name === name && known.managed) &&
    !head.divisions.some((known) => known.name === name)
  );
}

function ownPath({ path }: Product, item: Item, { source }: EffectiveAccess): YamlPath {
  if (itemKind(item) !== "scope") return [...path, "grantType"];
  const [, key] = path;
  const client =
    source && Object.hasOwn(source.value.clients, String(key)) ? source.value.clients[String(key)] : undefined;
  const index = client && "scopes" in client ? client.scopes.indexOf(itemText(item)) : -1;
  return index < 0 ? [...path, "scopes"] : [...path, "scopes", index];
}

function locatedCause(kind: CauseKind, path: YamlPath, { source }: EffectiveAccess): Cause {
  return { kind, path, ...(source && { position: source.locate(path) }) };
}
