/** What the catalogue of this process makes of stacks, profiles and rules: taken under two catalogues and compared. */
import { DANGER_KINDS, dangersOf } from "../../access/catalogue/dangers.ts";
import { expandPermissionPattern } from "../../access/catalogue/permissions.ts";
import { allSensitive } from "../../access/catalogue/sensitivity.ts";
import { parseEndpoint } from "../../access/intent/endpoint.ts";
import { minimalPermissions } from "../../access/intent/minimalPermissions.ts";
import { allProfiles, type Profile } from "../../access/intent/profiles.ts";
import { expandCompact } from "../../access/values/permission.ts";
import { judgeSpecs } from "../judge/judgeSpecs.ts";
import { isValid, openSpec } from "../open/loadedStack.ts";
import type { SpecFile } from "../open/specFiles.ts";

/** By name of the stack or profile. */
export interface CatalogueSnapshot {
  readonly stacks: Readonly<Record<string, StackSnapshot>>;
  readonly profiles: Readonly<Record<string, readonly string[]>>;
  /** Permissions that tables of rules name. */
  readonly rules: readonly string[];
}

export interface StackSnapshot {
  /** Single permissions by key of the role; absent where the spec is not valid under this catalogue. */
  readonly roles: Readonly<Record<string, readonly string[]>> | undefined;
  /** What refuses or is told: rule, place and level. */
  readonly findings: readonly string[];
}

/** @param readText reads a spec and what it includes */
export function takeSnapshot(
  files: readonly SpecFile[],
  readText: (file: string) => string,
  today: string,
): CatalogueSnapshot {
  const judged = judgeSpecs({ files, readText, strict: false, today });
  const stacks = files.map((file, index) => [
    file.name,
    {
      roles: rolesOf(file, readText),
      findings: (judged.stacks[index]?.results ?? []).map(({ rule, path, level }) => `${rule} at ${path} (${level})`),
    },
  ]);
  return {
    stacks: Object.fromEntries(stacks),
    profiles: Object.fromEntries(allProfiles().map((one) => [one.name, needsOf(one)])),
    rules: [
      ...DANGER_KINDS.flatMap((kind) => dangersOf(kind).flatMap(({ permissions }) => permissions)),
      ...allSensitive().map(({ permission }) => permission),
    ],
  };
}

/** Permissions, scopes and the operations that this catalogue does not have. */
function needsOf({ endpoints, choose }: Profile): string[] {
  const parsed = endpoints.map((text) => ({ text, result: parseEndpoint(text) }));
  const { permissions, scopes } = minimalPermissions(
    parsed.flatMap(({ result }) => (result.ok ? [result.operation] : [])),
    { held: choose.map(({ permission }) => permission) },
  );
  const missing = parsed.flatMap(({ text, result }) =>
    result.ok ? [] : [`${text}, which the catalogue does not have`],
  );
  return [...permissions.map(({ permission }) => permission), ...scopes.map(({ scope }) => scope), ...missing];
}

function rolesOf(file: SpecFile, readText: (file: string) => string): StackSnapshot["roles"] {
  const stack = openSpec(file, readText);
  if (!isValid(stack)) return undefined;
  return Object.fromEntries(
    stack.desired.roles.map(({ key, permissions }) => [
      key,
      permissions.flatMap(expandCompact).flatMap((one) => (one.includes("*") ? expandPermissionPattern(one) : [one])),
    ]),
  );
}
