/** The plan of a stack -> the effective access of each subject. */

import type { LoadedSpec } from "../language/loadSpec.ts";
import type { DesiredAccess } from "../plan/desired.ts";
import type { DesiredClient } from "../resources/client.ts";
import type { DesiredGrant } from "../resources/grant.ts";
import type { DesiredRoleDivisions } from "../resources/roleDivisions.ts";
import { withoutGeneration } from "../values/generation.ts";
import { subjectId, subjectKind, subjectSection } from "../values/subject.ts";
import { compareText } from "../values/text.ts";
import { type DivisionReader, divisionReader, knownDivisions } from "./grantDivisions.ts";
import type { Item } from "./item.ts";
import type { EffectiveAccess, EffectiveSubject, Product } from "./model.ts";
import { type ConditionalItems, permitItems, roleItems } from "./roleItems.ts";

/** Give the spec where the plan has one, and always where it was made without an org: selectors cannot be told from names otherwise. */
export function effectiveAccess(desired: DesiredAccess, source?: LoadedSpec): EffectiveAccess {
  const roles = new Map(desired.roles.map((role) => [role.key, roleItems(role)]));
  const products = productsOf(roles, divisionReader(desired, source?.value));
  return {
    stack: desired.stack,
    organization: desired.organization,
    subjects: [...clientSubjects(desired.clients, products), ...grantedSubjects(desired.grants, products)].sort(
      (a, b) => compareText(a.kind, b.kind) || compareText(a.key, b.key),
    ),
    divisions: knownDivisions(desired, source?.value),
    ...(source && { source }),
  };
}

/** `existing` is the role of the grant where the stack only refers to it. */
type Products = (roleKey: string, grant: DesiredRoleDivisions, existing?: readonly ConditionalItems[]) => Product[];

function productsOf(roles: ReadonlyMap<string, readonly ConditionalItems[]>, readDivisions: DivisionReader): Products {
  return (roleKey, grant, existing) => {
    const managed = "managed" in grant.role ? roles.get(grant.role.managed) : undefined;
    const divisions = readDivisions(grant);
    return (managed ?? existing ?? unknownRole(roleKey)).map(({ condition, items }) => {
      const { path, justification } = grant;
      return {
        role: roleKey,
        path,
        items,
        divisions,
        condition,
        ...(justification !== undefined && { justification }),
      };
    });
  };
}

/** A role that the stack does not make permits something that is not known here: never nothing. */
function unknownRole(name: string): ConditionalItems[] {
  return [{ condition: "", items: [`role:${name}`] }];
}

/** An existing role permits what the org said, where an org was asked. */
function existingItems({ existingRole, rolePermits, roleKey }: DesiredGrant): readonly ConditionalItems[] | undefined {
  if (existingRole === undefined) return undefined;
  return rolePermits ? permitItems(rolePermits) : unknownRole(existingRole ?? roleKey);
}

/** All generations of a client are one subject: whoever has one secret may be given the other. */
function clientSubjects(clients: readonly DesiredClient[], products: Products): EffectiveSubject[] {
  return [...Map.groupBy(clients, ({ key }) => key).values()].flatMap((generations) => {
    const client = generations.at(-1); // the current one: sorted by generation
    if (!client) return [];
    const { key, path, authorizedGrantType: grantType } = client;
    const name = withoutGeneration(client.name, client.generation);
    const granted = generations.flatMap((one) => grantsBeside(one, generations));
    const held = granted.flatMap(([roleKey, grant]) => products(roleKey, grant));
    return [{ kind: "client", key, name, grantType, path, products: [...held, ...userContext(client)] }];
  });
}

/** The grants of a generation, without those that an earlier one of the list has as well. */
function grantsBeside(client: DesiredClient, generations: readonly DesiredClient[]): [string, DesiredRoleDivisions][] {
  const earlier = generations.slice(0, generations.indexOf(client));
  return Object.entries(client.grants).filter(
    ([roleKey, grant]) => !earlier.some(({ grants }) => sameGrant(grants[roleKey], grant)),
  );
}

function sameGrant(a: DesiredRoleDivisions | undefined, b: DesiredRoleDivisions): boolean {
  return (
    a !== undefined && (a === b || JSON.stringify([a.role, a.divisions]) === JSON.stringify([b.role, b.divisions]))
  );
}

/** A client that acts for users has their access, and its scopes as a ceiling: as declared, whether the org enforces it or not. */
function userContext({ path, authorizedGrantType, scope }: DesiredClient): Product[] {
  if (authorizedGrantType === "CLIENT-CREDENTIALS") return [];
  const items: Item[] = [...scope.map((name): Item => `scope:${name}`), `user-context:${authorizedGrantType}`];
  return [{ path, items: items.sort(compareText), divisions: ["as-user"], condition: "" }];
}

function grantedSubjects(grants: readonly DesiredGrant[], products: Products): EffectiveSubject[] {
  const bySubject = Map.groupBy(grants, (grant) => subjectId(subjectOf(grant)));
  return [...bySubject.values()].flatMap((held) => {
    const [first] = held;
    if (!first) return [];
    return [
      { ...subjectOf(first), products: held.flatMap((grant) => products(grant.roleKey, grant, existingItems(grant))) },
    ];
  });
}

function subjectOf({ subjectType, subjectKey: key, subjectId: id }: DesiredGrant): Omit<EffectiveSubject, "products"> {
  const kind = subjectKind(subjectType);
  return { kind, key, name: key, path: [subjectSection(subjectType), key], ...(kind === "existing-client" && { id }) };
}
