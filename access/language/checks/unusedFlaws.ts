/** Announcements that a permission goes, and what is never cut: neither may say one thing and mean another. */
import { derivedPermissions } from "../../intent/roleIntent.ts";
import { parseDay } from "../../values/day.ts";
import { quote } from "../../values/flaw.ts";
import { expandCompact } from "../../values/permission.ts";
import { lackOf, saysSomething } from "../../values/reason.ts";
import type { YamlPath } from "../../values/yamlPath.ts";
import type { FlawAtPath } from "../problem.ts";
import { entriesOf, isManaged, type PartialManagedRole, type PartialSpec } from "./subjects.ts";

export function unusedFlaws(spec: PartialSpec): FlawAtPath[] {
  return entriesOf(spec.roles).flatMap(([key, role]) =>
    isManaged(role) ? [...announcementFlaws(role, ["roles", key]), ...keepFlaws(role, ["roles", key])] : [],
  );
}

function announcementFlaws(role: PartialManagedRole, path: YamlPath): FlawAtPath[] {
  const lines = role.permissions ?? [];
  const announced = new Set<string>();
  const stays = new Set([
    ...lines.flatMap((line) => (typeof line === "string" ? expandCompact(line) : [])),
    ...derivedPermissions(role),
  ]);
  return lines.flatMap((line, index): FlawAtPath[] => {
    if (typeof line !== "object" || !("unused" in line) || line.permission === undefined) return [];
    const at = [...path, "permissions", index];
    const singles = expandCompact(line.permission);
    const both = singles.find((single) => stays.has(single) || announced.has(single));
    for (const single of singles) announced.add(single);
    const { since, remove } = line.unused ?? {};
    const [from, to] = [since, remove].map((day) => (day === undefined ? undefined : parseDay(day)));
    return [
      ...(both === undefined ? [] : [{ ...held(both), path: at }]),
      ...(from !== undefined && to !== undefined && to < from
        ? [{ ...backwards(remove ?? "", since ?? ""), path: [...at, "unused", "remove"] }]
        : []),
    ];
  });
}

function held(permission: string) {
  return {
    code: "unused-without-effect",
    message: `${quote(permission)} is announced to go, and the role holds it by another line, too`,
    fix: "Remove one of the two.",
  };
}

function backwards(remove: string, since: string) {
  return {
    code: "bad-notice",
    message: `${remove} is before ${since}, the day of the announcement`,
    fix: "Write a later day, or remove the entry.",
  };
}

function keepFlaws(role: PartialManagedRole, path: YamlPath): FlawAtPath[] {
  return (role.keep ?? []).flatMap((kept, index): FlawAtPath[] => {
    const reason = kept?.reason;
    if (reason === undefined || saysSomething(reason)) return [];
    const message = `there is ${lackOf("reason", reason)}`;
    const fix = "Say what needs it, and when: the year-end closing.";
    return [{ code: "no-reason", message, fix, path: [...path, "keep", index, "reason"] }];
  });
}
