/** Two registers -> what changed, atom by atom as texts: access in all divisions and in one of them are two things here. */
import { compareText } from "../values/text.ts";
import { atomsOfRegister } from "./atoms.ts";
import type {
  Register,
  RegisterChangedAtom,
  RegisterChanges,
  RegisterItem,
  RegisterOrg,
  RegisterOrgChanges,
  RegisterSubject,
} from "./model.ts";

/** @param file the earlier register's, for people */
export function compareRegisters(before: Register, after: Register, file: string): RegisterChanges {
  const [old, now] = [byKey(before.orgs), byKey(after.orgs)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort(compareText);
  return {
    file,
    day: before.day,
    digest: before.digest,
    orgs: keys.map((key) => compareOrgs(old.get(key), now.get(key))),
  };
}

/** An org is the same by its id; beside each other two stacks of it are two. */
function byKey(orgs: readonly RegisterOrg[]): Map<string, RegisterOrg> {
  return new Map(orgs.map((org) => [JSON.stringify([org.organization.id.toLowerCase(), org.stack]), org]));
}

function compareOrgs(before: RegisterOrg | undefined, after: RegisterOrg | undefined): RegisterOrgChanges {
  const shown = after ?? before;
  const head = { stack: shown?.stack ?? "", organization: shown?.organization.name ?? "" };
  if (!before || !after) return { ...head, standing: after ? "added" : "removed", certain: true, ...NOTHING };
  const [old, now] = [atomTexts(before), atomTexts(after)];
  const [oldIds, newIds] = [before, after].map(({ subjects }) => subjects.map(({ id }) => id)) as [string[], string[]];
  const [wasWaived, isWaived] = [holding(before), holding(after)];
  const [wasKept, isKept] = [kept(before), kept(after)];
  const [found, finds] = [open(before), open(after)];
  const said = new Set(after.promises.map(({ words }) => words));
  return {
    ...head,
    standing: "compared",
    certain: before.complete && after.complete,
    addedSubjects: without(newIds, oldIds),
    removedSubjects: without(oldIds, newIds),
    gained: beyond(now, old),
    lost: beyond(old, now),
    said: changedSayings(before, after),
    newFindings: without(finds, found),
    goneFindings: without(found, finds),
    newWaivers: without(isWaived, wasWaived),
    goneWaivers: without(wasWaived, isWaived),
    brokenPromises: without(wasKept, isKept).filter((words) => said.has(words)),
    gonePromises: without(
      before.promises.map(({ words }) => words),
      [...said],
    ),
  };
}

const NOTHING: Omit<RegisterOrgChanges, "stack" | "organization" | "standing" | "certain"> = {
  addedSubjects: [],
  removedSubjects: [],
  gained: [],
  lost: [],
  said: [],
  newFindings: [],
  goneFindings: [],
  newWaivers: [],
  goneWaivers: [],
  brokenPromises: [],
  gonePromises: [],
};

function without(texts: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return [...new Set(texts)].filter((text) => !known.has(text)).sort(compareText);
}

function holding({ waivers }: RegisterOrg): string[] {
  return waivers.flatMap(({ finding, state }) => (state === "holds" ? [finding] : []));
}

function kept({ promises }: RegisterOrg): string[] {
  return promises.flatMap(({ words, state }) => (state === "kept" ? [words] : []));
}

function open({ findings }: RegisterOrg): string[] {
  return findings.flatMap(({ id, status }) => (status === "waived" ? [] : [id]));
}

/** The name of a permission alone; of anything else its kind as well. */
export function itemName({ kind, name }: RegisterItem): string {
  return kind === "permission" ? name : `${kind} ${name}`;
}

function atomTexts(org: RegisterOrg): Map<string, RegisterChangedAtom> {
  const atoms = new Map<string, RegisterChangedAtom>();
  for (const { subject, item, division, condition } of atomsOfRegister({ orgs: [org] })) {
    const key = JSON.stringify([subject.id, item.kind, item.name, division.kind, division.name, condition]);
    atoms.set(key, {
      subject: subject.id,
      item: itemName(item),
      division: division.name,
      ...(condition !== "" && { condition }),
    });
  }
  return atoms;
}

function beyond(
  atoms: ReadonlyMap<string, RegisterChangedAtom>,
  others: ReadonlyMap<string, RegisterChangedAtom>,
): RegisterChangedAtom[] {
  const keys = [...atoms.keys()].filter((key) => !others.has(key)).sort(compareText);
  return keys.flatMap((key) => atoms.get(key) ?? []);
}

const SAID = {
  name: ({ name }) => name,
  owner: ({ owner }) => owner,
  purpose: ({ purpose }) => purpose,
  "legal basis": ({ legalBasis }) => legalBasis,
  masking: ({ nativeMasking }) => nativeMasking?.toString(),
  "grant type": ({ grantType }) => grantType,
  "token lifetime": ({ tokenLifetime }) => tokenLifetime?.toString(),
  state: ({ state }) => state,
  scopes: ({ scopes }) => scopes.join(" "),
  "redirect URIs": ({ redirectUris }) => redirectUris.join(" "),
  "secret generations": ({ secrets }) => secrets.map(({ generation }) => generation).join(" "),
  "secret made": ({ secrets }) => secrets.at(-1)?.created,
} satisfies Record<string, (subject: RegisterSubject) => string | undefined>;

function changedSayings(before: RegisterOrg, after: RegisterOrg): RegisterOrgChanges["said"] {
  const old = new Map(before.subjects.map((subject) => [subject.id, subject]));
  return after.subjects.flatMap((subject) => {
    const was = old.get(subject.id);
    if (!was) return [];
    return Object.entries(SAID).flatMap(([field, read]) => {
      const [one, other] = [read(was) ?? "", read(subject) ?? ""];
      return one === other ? [] : [{ subject: subject.id, field, before: one, after: other }];
    });
  });
}
