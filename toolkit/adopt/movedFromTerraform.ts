/** Which of Terraform's objects an adoption took, and what is left to say and to do. */
import { copyable } from "../../access/values/untrusted.ts";
import { type TerraformSection, terraformSections } from "../terraform/report.ts";
import type { Decision } from "./model.ts";
import type { TerraformSource } from "./source.ts";

/** Divisions, roles and clients are taken where the stack manages them; of users and groups the stack has the grants. */
export function movedFromTerraform(
  { reading, comparison }: TerraformSource,
  decisions: readonly Decision[],
): TerraformSection[] {
  const taken = new Map(
    decisions
      .filter(
        ({ kind, state }) => state === "managed" || (state === "existing" && (kind === "users" || kind === "groups")),
      )
      .map((one): [string, Decision] => [`${one.kind} ${one.id}`, one]),
  );
  const takenAs = (kind: string, id: string) => taken.get(`${kind}s ${id}`);
  const rows = reading.managed.flatMap(({ kind, id, address }) => {
    const decision = takenAs(kind, id);
    return decision === undefined ? [] : [`${address} is ${decision.kind}.${copyable(decision.key ?? id)}`];
  });
  return [
    ...(rows.length > 0 ? [{ title: "From Terraform", lines: rows }] : []),
    ...terraformSections(reading, {
      isAdopted: (kind, id) => takenAs(kind, id) !== undefined,
      ...(comparison && { comparison }),
    }),
  ];
}
