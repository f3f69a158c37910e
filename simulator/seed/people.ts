/** The users and groups of the seed org. */
import type { Group, User } from "../org/orgData.ts";
import { type DIVISION_NAMES, SEED, type USER_EMAILS } from "../seed.ts";

type Email = (typeof USER_EMAILS)[number];
type DivisionName = (typeof DIVISION_NAMES)[number];

const PEOPLE: Readonly<Record<Email, readonly [name: string, title: string, division: DivisionName]>> = {
  "ada.admin@contoso.example": ["Ada Admin", "Platform Engineer", "Home"],
  "nora.na@contoso.example": ["Nora Na", "Agent", "NA_Operations"],
  "neil.na@contoso.example": ["Neil Na", "Agent", "NA_Operations"],
  "emma.emea@contoso.example": ["Emma Emea", "Supervisor", "EMEA_Operations"],
  "erik.emea@contoso.example": ["Erik Emea", "Agent", "EMEA_Operations"],
  "selma.support@contoso.example": ["Selma Support", "Agent", "EMEA_Support"],
  "stefan.support@contoso.example": ["Stefan Support", "Agent", "EMEA_Support"],
  "bianca.bpo@partner.example": ["Bianca Bpo", "Agent", "BPO_Partner"],
  "boris.bpo@partner.example": ["Boris Bpo", "Agent", "BPO_Partner"],
};

const GROUPS: Readonly<Record<keyof typeof SEED.groups, readonly [description: string, ...members: Email[]]>> = {
  "Reporting Analysts": ["People who read reports", "emma.emea@contoso.example", "nora.na@contoso.example"],
  "EMEA Supervisors": ["Supervisors of the EMEA divisions", "emma.emea@contoso.example"],
  "Partner Agents": ["Agents of the outsourcing partner", "bianca.bpo@partner.example", "boris.bpo@partner.example"],
};

export function people(): User[] {
  return entries(PEOPLE).map(([email, [name, title, division]]) => ({
    id: SEED.users[email],
    name,
    email,
    title,
    department: division,
    divisionId: SEED.divisions[division],
  }));
}

export function groups(): Group[] {
  return entries(GROUPS).map(([name, [description, ...members]]) => ({
    id: SEED.groups[name],
    name,
    description,
    memberIds: members.map((email) => SEED.users[email]),
  }));
}

/** The agents (and supervisors) that work in a division. */
export function agentsOf(divisionId: string): User[] {
  return people().filter((user) => user.divisionId === divisionId);
}

function entries<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  return Object.entries(record) as [K, V][];
}
