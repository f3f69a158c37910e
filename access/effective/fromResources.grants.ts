/** The divisions of a grant, as a resource says it. */
import type { DesiredRoleDivisions } from "../resources/roleDivisions.ts";
import { DIVISIONS_NOT_KNOWN } from "../resources/texts.ts";
import { known, type MaybeUnknown, UNKNOWN } from "../resources/unknown.ts";

/** Names the division that a resource has under this key with this id; the id may be unknown. */
export type DivisionLabels = (key: string, id: unknown) => string;

/** A grant that says nothing about its divisions holds in a division of which nothing is known. */
export function labelledDivisions(
  grant: MaybeUnknown<Pick<DesiredRoleDivisions, "divisions">>,
  labels: DivisionLabels,
): DesiredRoleDivisions["divisions"] {
  const divisions = known(grant === UNKNOWN ? UNKNOWN : grant.divisions, { [DIVISIONS_NOT_KNOWN]: UNKNOWN });
  return Object.fromEntries(
    Object.entries(divisions).map(([key, ref]) => {
      const id = ref !== UNKNOWN && "id" in ref ? ref.id : UNKNOWN;
      if (id === UNKNOWN) return [labels(key, undefined), { managed: key }];
      return id === "*" ? ["*", { id }] : [labels(key, id), { id }];
    }),
  );
}
