/** What the spec gave before the window began, by the history of the repository: what came later was not watched long enough to be called unused. */
import { execFileSync } from "node:child_process";
import { freePermissions } from "../../access/intent/roleIntent.ts";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { isExisting, type Spec } from "../../access/language/spec.ts";
import { openBase } from "../open/base.ts";

export interface HeldBefore {
  /** Absent where a permission of a role was held by a client by then; else why not, one clause. */
  whyYoung(role: string, permission: string, clients: readonly string[]): string | undefined;
}

/** @param since a day from which on all of the present file is known to be held, by the word of whoever runs it */
export function heldBefore(file: string, from: string, since: string | undefined, cwd: string): HeldBefore {
  if (since !== undefined && since <= from) return { whyYoung: () => undefined };
  const commit = commitBefore(from, cwd);
  const before = commit === undefined ? undefined : specAt(commit, file, cwd);
  if (!before)
    return {
      whyYoung: () =>
        `git has no version of ${file} from before ${from} that loads; say with --held-since from which day on the org has it`,
    };
  return {
    whyYoung: (role, permission, clients) => {
      if (!permissionsThen(before, role).has(permission)) return `granted after ${from}, within the window`;
      const later = clients.find((client) => !heldThen(before, client, role));
      return later === undefined ? undefined : `clients.${later} got the role after ${from}, within the window`;
    },
  };
}

function commitBefore(day: string, cwd: string): string | undefined {
  try {
    const found = execFileSync("git", ["rev-list", "-1", `--before=${day}T00:00:00Z`, "HEAD"], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
    return found === "" ? undefined : found;
  } catch {
    return undefined;
  }
}

function specAt(commit: string, file: string, cwd: string): Spec | undefined {
  try {
    const base = openBase(commit, cwd);
    const loaded = loadSpec(file, (name, first) => base.readText(name, first));
    return loaded.ok ? loaded.spec.value : undefined;
  } catch {
    return undefined;
  }
}

function permissionsThen({ roles }: Spec, key: string): ReadonlySet<string> {
  const role = Object.hasOwn(roles, key) ? roles[key] : undefined;
  return new Set(role && !isExisting(role) ? freePermissions(role.permissions) : []);
}

function heldThen({ clients }: Spec, key: string, role: string): boolean {
  const client = Object.hasOwn(clients, key) ? clients[key] : undefined;
  return client?.grants.some((grant) => grant.role === role) ?? false;
}
