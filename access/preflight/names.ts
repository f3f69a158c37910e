/**
 * Names that the org already has for something else. Roles and divisions have names of their own in an org, and a create or a renaming onto a taken
 * one is refused by it half-way; clients may be named alike.
 */
import { isExisting, type Spec } from "../language/spec.ts";
import { type DeployedNames, foldedName, keepsName, type MadeName, madeNames } from "../plan/madeNames.ts";
import { NAMED_SECTIONS, type NamedSection, type OrgNamed, type OrgNames } from "../plan/orgFacts.ts";
import { readMarker } from "../resources/marker.ts";
import { type Flaw, quote } from "../values/flaw.ts";
import type { Lack } from "./finding.ts";

/** The stack that deploys, as its markers say it. */
export interface StackOwner {
  /** Absent where no project is known: then the stack's name alone decides. */
  readonly project?: string;
  readonly stack: string;
}

export interface NameQuestion {
  readonly names: OrgNames;
  readonly owner: StackOwner;
  /** Absent where no state was read: then only the markers in the org tell what is this stack's own. */
  readonly deployed?: DeployedNames;
}

const KINDS: Readonly<Record<NamedSection, string>> = { divisions: "division", roles: "role", clients: "OAuth client" };

/** The codes of these findings. */
export const NAME_TAKEN = "name-taken";
const CLIENT_NAME_TAKEN = "client-name-taken";
export const NAMES_NOT_READ = "names-not-read";
export const NAME_CODES: readonly string[] = [NAME_TAKEN, CLIENT_NAME_TAKEN];

export function nameLacks(spec: Spec, question: NameQuestion): Lack[] {
  return NAMED_SECTIONS.flatMap((section) => {
    const all = question.names[section];
    if (!all) return unreadLacks(spec, section, question);
    const byName = Map.groupBy(all, ({ name }) => foldedName(section, name));
    const marked = Map.groupBy(all, ({ description }) => readMarker(description)?.text ?? "");
    return madeNames(spec, section).flatMap((wanted) => {
      const holders = byName.get(foldedName(section, wanted.name)) ?? [];
      // A marker that two roles or divisions bear was copied: it tells nothing. A lost create of a client can leave twins.
      const isOwn = ({ description }: OrgNamed) => {
        const marker = readMarker(description);
        if (marker === undefined || !isMarkerOf(marker, wanted, question)) return false;
        return section === "clients" || marked.get(marker.text)?.length === 1;
      };
      const [other] = holders.filter((holder) => !isOwn(holder));
      if (!other || keepsName(question.deployed, wanted)) return [];
      if (section !== "clients") return [taken(spec, wanted, other, question)];
      return holders.some(isOwn) ? [] : [namedAlike(wanted, other)];
    });
  });
}

/** A name that nobody could compare is not one that is free. */
function unreadLacks(spec: Spec, section: NamedSection, { deployed }: NameQuestion): Lack[] {
  const first = madeNames(spec, section).find((made) => !keepsName(deployed, made));
  if (!first) return [];
  return [
    {
      level: "warning",
      about: "org",
      code: NAMES_NOT_READ,
      message: `whether the names of ${section} are taken was not looked at: the deployer may not read those of the org`,
      fix: "Give the deployer the right to view them, as `genesys-access preflight` tells.",
      path: [section, first.key],
      atKey: true,
    },
  ];
}

function isMarkerOf(
  marker: NonNullable<ReturnType<typeof readMarker>>,
  { section, resource }: Pick<MadeName, "section" | "resource">,
  { owner }: NameQuestion,
): boolean {
  return isOfStack(marker, owner) && marker.section === section && marker.name === resource;
}

function isOfStack(marker: { readonly project: string; readonly stack: string }, { project, stack }: StackOwner) {
  return marker.stack === stack && (project === undefined || marker.project === project);
}

function taken(spec: Spec, wanted: MadeName, other: OrgNamed, question: NameQuestion): Lack {
  const { section, name, path } = wanted;
  const before = siblingOf(wanted, other, question);
  const has = `the org already has a ${KINDS[section]} ${quote(other.name)} (id ${other.id})`;
  const flaw: Pick<Flaw, "message" | "fix"> =
    before === undefined
      ? { message: `${has}, ${whose(other)}${unread(question)}`, fix: foreignFix(spec, wanted) }
      : {
          message: `${has}: it is ${section}.${before} of this stack, which has the name until the end of an update`,
          fix: siblingFix(spec, wanted, before),
        };
  const level = other.name === name ? "error" : "warning";
  return { level, about: "org", code: NAME_TAKEN, ...flaw, path, ...(section === "divisions" && { atKey: true }) };
}

/** The Pulumi name of this stack's own resource that has the name now, by the state or else by the marker. */
function siblingOf({ section, resource, name }: MadeName, other: OrgNamed, { owner, deployed }: NameQuestion) {
  const entries = [...(deployed ?? [])].map(([at, given]) => ({ at, given }));
  const inState = entries.find(
    ({ at, given }) => at.startsWith(`${section}/`) && at !== `${section}/${resource}` && given === name,
  );
  if (deployed) return inState?.at.slice(section.length + 1);
  const marker = readMarker(other.description);
  return marker && isOfStack(marker, owner) && marker.section === section ? marker.name : undefined;
}

function whose({ description }: OrgNamed): string {
  const marker = readMarker(description);
  return marker === undefined ? "which this stack does not manage" : `which ${quote(marker.text)} manages`;
}

function unread({ deployed }: NameQuestion): string {
  return deployed ? "" : ", as far as the org tells: no state of this stack was read";
}

/** What the language offers: a division needs no key to be referred to, and a client of this stack cannot hold a role that exists already. */
function foreignFix(spec: Spec, { section, key, name }: MadeName): string {
  if (section === "divisions")
    return "Remove `manage: true` to refer to the one that is there, or give this one another `name`.";
  return isHeldByManaged(spec, key)
    ? "Give the role another name: a client that this stack makes cannot hold a role that it does not make."
    : `Give the role another name, or write \`existing: ${quote(name)}\` in place of its definition to grant the one that is there.`;
}

function isHeldByManaged({ clients }: Spec, roleKey: string): boolean {
  return Object.values(clients).some(
    (client) => !isExisting(client) && client.grants.some(({ role }) => role === roleKey),
  );
}

function siblingFix(spec: Spec, { section, key }: MadeName, before: string): string {
  if (Object.hasOwn(spec[section], before))
    return `Give ${section}.${before} its new name in an update of its own, before this one takes the old name.`;
  return `If ${before} is the former key of ${key}, tell Pulumi with \`pulumi state rename\`; else remove it in an update of its own first.`;
}

function namedAlike({ name, path }: MadeName, other: OrgNamed): Lack {
  return {
    level: "warning",
    about: "org",
    code: CLIENT_NAME_TAKEN,
    message: `the org already has an OAuth client ${quote(name)} (id ${other.id}), ${whose(other)}: there will be two of one name`,
    fix: "Give this one another name, so that nobody takes one for the other.",
    path,
  };
}
