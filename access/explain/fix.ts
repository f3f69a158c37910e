/** The line of the spec that would allow a denied permission or operation. */
import { permission as cataloguePermission, isWritePermission } from "../catalogue/permissions.ts";
import { writtenDivisions, writtenRole } from "../effective/written.ts";
import { minimalPermissions } from "../intent/minimalPermissions.ts";
import { isExisting, type SpecDivisions } from "../language/spec.ts";
import { isLiteral, nameMatcher } from "../values/nameMatcher.ts";
import { printYamlPath, type YamlPath } from "../values/yamlPath.ts";
import type { Asked } from "./asked.ts";
import type { Decision } from "./decide.ts";
import { holdingsOf } from "./holding.ts";
import type { Fix } from "./model.ts";
import { divisionKey, subjectName } from "./subject.ts";

/** Adds the least permissions to the role that fits best, or a role of their own where there is none. */
export function permissionFixes(asked: Asked): Fix[] {
  const missing = missingPermissions(asked);
  const role = roleToWiden(asked, missing);
  if (missing.length === 0) return [];
  return role === undefined
    ? [newRole(asked, missing)]
    : [widenRole(asked, role, missing), ...accessFix(asked, role, missing)];
}

/** Adds the division to the grants that give the permissions elsewhere. */
export function divisionFixes(asked: Asked, { evidence }: Decision): Fix[] {
  if (asked.division === undefined) return [];
  const key = divisionKey(asked.access, asked.division);
  const paths = evidence.flatMap(({ state, holding }) => (state === "elsewhere" && holding ? [holding.path] : []));
  const unique = [...new Map(paths.map((path) => [path.join("\0"), path])).values()];
  const lists = unique.some((path) => Array.isArray(writtenDivisions(asked.spec.value, path)));
  const isDeclared = key === "all" || !lists || asked.access.divisions.some((division) => division.key === key);
  return [
    ...unique.flatMap((path) => widenGrant(asked, path, key)),
    ...(isDeclared ? [] : [fix(asked, ["divisions"], `Declare the division ${key}.`, `${text(key)}: {}`)]),
  ];
}

/** Adds the scope that opens the operation and least besides. */
export function scopeFixes(asked: Asked): Fix[] {
  const scope = asked.need.operation?.leastScope;
  if (scope === undefined) return [];
  return [fix(asked, [...asked.subject.path, "scopes"], `Declare the scope ${scope}.`, `- ${scope}`)];
}

function missingPermissions({ need, subject }: Asked): string[] {
  const holdings = holdingsOf(subject).filter(({ conditional }) => !conditional);
  const held = need.permissions.filter((permission) => holdings.some((holding) => holding.holds(permission)));
  const wanted = need.permissions.filter((permission) => !held.includes(permission));
  if (need.match === "ALL") return wanted;
  if (need.operation) {
    return minimalPermissions([need.operation], { held })
      .permissions.filter((needed) => !needed.held)
      .map(({ permission }) => permission);
  }
  return [...wanted].sort((a, b) => kindRank(a) - kindRank(b)).slice(0, 1);
}

function kindRank(permission: string): number {
  return ["read", "write", "admin"].indexOf(cataloguePermission(permission)?.kind ?? "admin");
}

/** A role that the stack makes: granted where it is asked for before others, then the one that holds the most alike. */
function roleToWiden({ spec, subject, division }: Asked, missing: readonly string[]): string | undefined {
  const near = new Set(missing.map((permission) => `permission:${permission.split(":", 2).join(":")}:`));
  const candidates = subject.products.flatMap(({ role, divisions, items }) => {
    const written = role === undefined ? undefined : writtenRole(spec.value, role);
    if (role === undefined || !written || isExisting(written)) return [];
    const isThere = division === undefined || divisions.includes(division) || divisions.includes("all");
    const alike = items.filter((item) => near.has(item.slice(0, item.lastIndexOf(":") + 1))).length;
    return [{ role, isThere, alike }];
  });
  return candidates.sort((a, b) => Number(b.isThere) - Number(a.isThere) || b.alike - a.alike)[0]?.role;
}

function widenRole(asked: Asked, role: string, missing: readonly string[]): Fix {
  const others = asked.access.subjects.filter(
    (subject) => subject !== asked.subject && subject.products.some((product) => product.role === role),
  );
  const too = others.length > 0 ? `; ${others.map(subjectName).join(", ")} would hold it too` : "";
  const written = writtenRole(asked.spec.value, role);
  const lists = written && !isExisting(written) && written.permissions.length > 0;
  const lines = missing.map((permission) => `- ${permission}`);
  const yaml = lists ? lines.join("\n") : ["permissions:", ...lines.map((line) => `  ${line}`)].join("\n");
  return fix(asked, ["roles", role, ...(lists ? ["permissions"] : [])], `Add it to the role ${role}${too}.`, yaml);
}

/** A role keeps its promise to only read, or gives it up in the open. */
function accessFix(asked: Asked, role: string, missing: readonly string[]): Fix[] {
  const written = writtenRole(asked.spec.value, role);
  if (!written || isExisting(written) || written.access === "read-write" || !missing.some(isWritePermission)) return [];
  const does = `Say that the role ${role} can change something: so far it promises to only read.`;
  return [fix(asked, ["roles", role], does, "access: read-write")];
}

function newRole(asked: Asked, missing: readonly string[]): Fix {
  const key = `${String(asked.subject.key).replaceAll(/[^\w-]+/g, "-")}-access`;
  const where = asked.division === undefined ? "[ … ]" : `[${text(divisionKey(asked.access, asked.division))}]`;
  const access = missing.some(isWritePermission) ? ["    access: read-write"] : [];
  const role = [
    "roles:",
    `  ${key}:`,
    `    name: ${key}`,
    ...access,
    `    permissions: [${missing.map((one) => JSON.stringify(one)).join(", ")}]`,
  ];
  const grant = [
    `# under ${printYamlPath(asked.subject.path)}:`,
    "grants:",
    `  - { role: ${key}, divisions: ${where} }`,
  ];
  return fix(
    asked,
    [...asked.subject.path, "grants"],
    "Make a role with it, and grant the role.",
    [...role, ...grant].join("\n"),
  );
}

function widenGrant(asked: Asked, path: YamlPath, key: string): Fix[] {
  const written = writtenDivisions(asked.spec.value, path);
  if (written === undefined) return [];
  const name = asked.access.divisions.find((division) => division.key === key)?.name ?? key;
  const { yaml, dropped } = widened(written, key, name);
  const also =
    dropped.length === 0 ? "" : `; others may join with it, because it gives up the exclusion ${dropped.join(", ")}`;
  const reason = yaml === "all" || key === HOME ? ["justification: …  # why nothing narrower works"] : [];
  const lines = [`divisions: ${yaml}`, ...reason].join("\n");
  return [fix(asked, [...path, "divisions"], `Grant the role in ${key} as well${also}.`, lines)];
}

/** The rules ask why a grant is in the Home division or in all of them. */
const HOME = "Home";

/** An exclusion that takes the name would win over any pattern, so it has to go. */
function widened(written: SpecDivisions, key: string, name: string): { yaml: string; dropped: readonly string[] } {
  if (key === "all" || written === "all") return { yaml: "all", dropped: [] };
  if (!("match" in written)) return { yaml: `[${[...written, key].map(text).join(", ")}]`, dropped: [] };
  const { match, exclude } = written;
  const [all, left] = [nameMatcher(match), exclude.filter((pattern) => !nameMatcher([pattern])(name))];
  const matches = all(name) ? match : [...match, name];
  const excludes = left.length > 0 ? `, exclude: ${quoted(left)}` : "";
  const dropped = exclude.filter((pattern) => !left.includes(pattern) && !isLiteral(pattern));
  return { yaml: `{ match: ${quoted(matches)}${excludes} }`, dropped };
}

function quoted(patterns: readonly string[]): string {
  return `[${patterns.map((pattern) => JSON.stringify(pattern)).join(", ")}]`;
}

function fix({ spec }: Asked, path: YamlPath, does: string, yaml: string): Fix {
  return { does, position: spec.locate(path), path: printYamlPath(path), yaml };
}

/** In quotes where YAML would read it as something else. */
function text(value: string): string {
  return /^[A-Za-z_][\w-]*$/.test(value) ? value : JSON.stringify(value);
}
