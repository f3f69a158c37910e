/** Two keys of a section must not stand for the same thing in Genesys Cloud. */

import { quote } from "../../values/flaw.ts";
import { otherLetters, otherLettersText, plainLetters } from "../../values/letters.ts";
import type { YamlPath } from "../../values/yamlPath.ts";
import type { FlawAtPath } from "../problem.ts";
import { entriesOf, isManaged, type PartialSpec } from "./subjects.ts";

interface Named {
  readonly name: string;
  readonly path: YamlPath;
}

export function nameFlaws(spec: PartialSpec): FlawAtPath[] {
  return [
    ...repeats(divisionNames(spec)),
    ...repeats(roleNames(spec)),
    ...repeats(clientNames(spec)),
    ...repeats(userNames(spec)),
    ...repeats(adoptedIds(spec)),
  ];
}

/** One object of the org is taken over once. */
function adoptedIds(spec: PartialSpec): Named[] {
  const of = (section: "divisions" | "roles" | "clients", key: string, adopted: string | null | undefined): Named[] =>
    adopted ? [{ name: adopted.toLowerCase(), path: [section, key, "adopted"] }] : [];
  return [
    ...entriesOf(spec.divisions).flatMap(([key, { adopted }]) => of("divisions", key, adopted)),
    ...entriesOf(spec.roles).flatMap(([key, role]) => (isManaged(role) ? of("roles", key, role.adopted) : [])),
    ...entriesOf(spec.clients).flatMap(([key, client]) =>
      isManaged(client) ? of("clients", key, client.adopted) : [],
    ),
  ];
}

function divisionNames(spec: PartialSpec): Named[] {
  return Object.entries(spec.divisions ?? {}).map(([key, division]) =>
    division?.name
      ? { name: division.name, path: ["divisions", key, "name"] }
      : { name: key, path: ["divisions", key] },
  );
}

/** An existing role counts with its name, too: one name must not mean a role of the org here and a role of the stack there. */
function roleNames(spec: PartialSpec): Named[] {
  return entriesOf(spec.roles).flatMap(([key, role]) => {
    if (!isManaged(role)) return role.existing ? [{ name: role.existing, path: ["roles", key, "existing"] }] : [];
    return role.name ? [{ name: role.name, path: ["roles", key, "name"] }] : [];
  });
}

function clientNames(spec: PartialSpec): Named[] {
  return entriesOf(spec.clients).flatMap(([key, client]) => {
    if (!isManaged(client))
      return client.existing ? [{ name: client.existing.toLowerCase(), path: ["clients", key, "existing"] }] : [];
    return client.name ? [{ name: client.name, path: ["clients", key, "name"] }] : [];
  });
}

/** Genesys compares the e-mail that is a user's name without regard to case. */
function userNames(spec: PartialSpec): Named[] {
  return Object.keys(spec.users ?? {}).map((email) => ({ name: email.toLowerCase(), path: ["users", email] }));
}

function repeats(things: readonly Named[]): FlawAtPath[] {
  const first = new Map<string, Named>();
  return things.flatMap((thing) => {
    const { name, path } = thing;
    const seen = seenName(name);
    const before = first.get(seen);
    if (!before) {
      first.set(seen, thing);
      return [];
    }
    if (before.name !== name) return [lookAlike(thing, before)];
    const message = `${quote(name)} is what ${quote(before.path[1])} stands for already`;
    return [
      {
        code: "duplicate-name",
        message,
        fix: "Give one of the two another name, or remove it.",
        path,
        atKey: path.length === 2,
      },
    ];
  });
}

/** The name as people see it: with the letters that it seems to have, and accents written in one way. */
function seenName(name: string): string {
  return plainLetters(name.normalize("NFKC"));
}

function lookAlike({ name, path }: Named, before: Named): FlawAtPath {
  const letters = otherLetters(name).length > 0 ? otherLetters(name) : otherLetters(before.name);
  const how = letters.length > 0 ? otherLettersText(letters) : "its letters are composed otherwise";
  const message = `${quote(name)} looks like the name of ${quote(before.path[1])} and is another: ${how}`;
  return {
    code: "look-alike-name",
    message,
    fix: "Type both in the same letters, or give one another name.",
    path,
    atKey: path.length === 2,
  };
}
