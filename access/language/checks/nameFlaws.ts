/** Two keys of a section must not stand for the same thing in Genesys Cloud. */

import { quote } from "../../values/flaw.ts";
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
  const first = new Map<string, YamlPath>();
  return things.flatMap(({ name, path }) => {
    const before = first.get(name);
    if (!before) {
      first.set(name, path);
      return [];
    }
    const message = `${quote(name)} is what ${quote(before[1])} stands for already`;
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
