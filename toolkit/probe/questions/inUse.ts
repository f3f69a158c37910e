/** What becomes of grants when the role or the division goes. */
import type { Kind } from "../ledger.ts";
import type { Probe } from "../probe.ts";
import type { Answer, Question } from "../question.ts";

export const roleInUse: Question = {
  id: "role-in-use",
  asks: "May a role be deleted that somebody holds, and what becomes of the grants?",
  does: "grants a client of the probe a role and deletes the role",
  switches: ["refuseDeleteOfHeldRole"],
  async ask(probe) {
    const [role, division] = [await probe.makeRole(["authorization:role:view"]), await probe.division()];
    return inUse(probe, "role", role.id, { roleId: role.id, divisionId: division.id });
  },
};

export const divisionInUse: Question = {
  id: "division-in-use",
  asks: "May a division be deleted in which somebody holds a role, and what becomes of the grants?",
  does: "grants a client of the probe its role in a division and deletes the division",
  async ask(probe) {
    const [{ roleId }, division] = [await probe.pair(), await probe.makeDivision()];
    return inUse(probe, "division", division.id, { roleId, divisionId: division.id });
  },
};

async function inUse(
  probe: Probe,
  kind: Kind,
  id: string,
  grant: { readonly roleId: string; readonly divisionId: string },
): Promise<Answer> {
  const client = await probe.sharedClient();
  await probe.settle();
  await probe.changeGrants(client.id, "bulkadd", [grant]);
  await probe.settle();
  const tried = await probe.attempt(() => probe.delete(kind, id));
  await probe.settle();
  const stays = (await probe.grantsOf(client.id)).some(
    ({ roleId, divisionId }) => roleId === grant.roleId && divisionId === grant.divisionId,
  );
  if (stays) await probe.attempt(() => probe.changeGrants(client.id, "bulkremove", [grant]));
  if (!tried.ok) return "refused";
  return stays ? "grants stay" : "grants go";
}
