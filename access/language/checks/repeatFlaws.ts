/** Lists that say one thing twice: a reader looks for the difference, and a list of thousands of copies hides the one line that differs. */
import { quote } from "../../values/flaw.ts";
import type { YamlPath } from "../../values/yamlPath.ts";
import type { FlawAtPath } from "../problem.ts";
import { unknownPermissionFlaws, unknownScopeFlaws } from "../values.ts";
import { entriesOf, isManaged, type OrgKnows, type PartialSpec } from "./subjects.ts";

export function repeatFlaws(spec: PartialSpec, orgKnows: OrgKnows): FlawAtPath[] {
  const roles = entriesOf(spec.roles).flatMap(([key, role]) =>
    isManaged(role)
      ? [
          ...repeats(role.permissions, ["roles", key, "permissions"], (line) => unknownPermissionFlaws(line, orgKnows)),
          ...repeats(role.endpoints, ["roles", key, "endpoints"]),
        ]
      : [],
  );
  const clients = entriesOf(spec.clients).flatMap(([key, client]) =>
    isManaged(client)
      ? [
          ...repeats(client.scopes, ["clients", key, "scopes"], (scope) => unknownScopeFlaws(scope, false)),
          ...repeats(client.redirectUris, ["clients", key, "redirectUris"]),
        ]
      : [],
  );
  return [...roles, ...clients];
}

/** One flaw for each text that stands more than once, at its second place. What is wrong anyway has its own problem. */
function repeats(
  list: readonly unknown[] | null | undefined,
  path: YamlPath,
  flawsOf: (text: string) => readonly unknown[] = () => [],
): FlawAtPath[] {
  const places = new Map<string, number[]>();
  for (const [index, entry] of (list ?? []).entries()) {
    if (typeof entry !== "string") continue;
    const known = places.get(entry);
    if (known) known.push(index);
    else places.set(entry, [index]);
  }
  return [...places]
    .filter(([text, indexes]) => indexes.length > 1 && flawsOf(text).length === 0)
    .map(([text, indexes]) => ({
      code: "repeated-entry",
      message: `${quote(text)} stands ${indexes.length} times in this list`,
      fix: "Write it once.",
      path: [...path, indexes[1] ?? 0],
    }));
}
