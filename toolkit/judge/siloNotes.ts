/** What a reader who relies on divisions should know: some operations ask for no permission, so that no grant limits them. */
import { unguardedWords } from "../../access/catalogue/unguarded.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { listed } from "../../access/values/listed.ts";

/** One note for all stacks that are checked together; none where no client is kept to divisions. */
export function siloNotes(stacks: readonly { readonly desired: DesiredAccess }[]): string[] {
  const siloed = new Set(stacks.flatMap(({ desired }) => siloedClients(desired)));
  if (siloed.size === 0) return [];
  const names = listed(
    [...siloed].map((key) => JSON.stringify(key)),
    MOST_NAMES,
  );
  const who = siloed.size > 1 ? `Clients ${names} are` : `Client ${names} is`;
  return [`${who} kept to divisions. ${unguardedWords()}`];
}

const MOST_NAMES = 5;

/** Clients that act by themselves, and hold no role in all divisions. */
function siloedClients({ clients }: DesiredAccess): string[] {
  return clients.flatMap(({ key, authorizedGrantType, grants }) => {
    const held = Object.values(grants);
    const isSiloed = held.length > 0 && held.every(({ divisions }) => !Object.hasOwn(divisions, "*"));
    return authorizedGrantType === "CLIENT-CREDENTIALS" && isSiloed ? [key] : [];
  });
}
