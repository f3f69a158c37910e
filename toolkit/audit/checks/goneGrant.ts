/** Grants in divisions, and of roles, that the org does not show: deleted ones come back with their grants when somebody restores them. */
import type { SnapshotGrant } from "../../../access/snapshot/model.ts";
import { quote } from "../../../access/values/flaw.ts";
import type { Found, OrgCheck } from "../check.ts";
import type { AuditItem, SubjectKind } from "../model.ts";
import type { AuditedOrg } from "../org.ts";

export const goneGrant: OrgCheck = {
  id: "gone-grant",
  category: "division",
  severity: "medium",
  title: "No grant is in a division or of a role that is gone",
  why: "The org keeps deleted divisions and can restore them: whoever was granted something there has it again that day, and nobody looks at such a grant before.",
  fix: "Take the grant away, by the API where the console shows it no more: DELETE /api/v2/authorization/subjects/{subject}/divisions/{division}/roles/{role}.",
  look: (org) => {
    const divisions = new Set(org.snapshot.divisions.map(({ id }) => id));
    const isGone = ({ division, role }: SnapshotGrant) =>
      (division !== "*" && !divisions.has(division)) || !org.roles.has(role);
    const gone = Map.groupBy(
      org.snapshot.grants.filter(isGone),
      ({ subjectKind, subject }) => `${subjectKind}/${subject}`,
    );
    return {
      found: [...gone.values()].flatMap((grants): Found[] => {
        const [first] = grants;
        if (!first) return [];
        const doubt = grants.some(
          ({ division, role }) =>
            (!org.roles.has(role) && !org.isRead("roles")) ||
            (division !== "*" && !divisions.has(division) && !org.isRead("divisions")),
        );
        return [
          {
            subject: org.subject(kindOf(first), first.subject),
            items: grants.map((grant) => itemOf(grant, divisions, org)),
            ...(doubt && { state: "investigate" as const }),
          },
        ];
      }),
    };
  },
};

function kindOf({ subjectKind }: SnapshotGrant): SubjectKind {
  return subjectKind;
}

function itemOf({ division, role }: SnapshotGrant, divisions: ReadonlySet<string>, org: AuditedOrg): AuditItem {
  const known = org.roles.get(role);
  const what = known ? `Role ${quote(known.name)}` : `The role ${role}, which the org does not show,`;
  const isThere = division === "*" || divisions.has(division);
  const where = isThere
    ? ""
    : org.isRead("divisions")
      ? ` in the division ${division}, which the org has no more`
      : ` in the division ${division}, which is deleted or hidden from the reading client`;
  const doubt = !known && !org.isRead("roles") ? " Not all roles could be read." : "";
  return { key: `${role}/${division}`, message: `${what} is granted${where}.${doubt}` };
}
