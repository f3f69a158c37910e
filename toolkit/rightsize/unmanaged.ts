/** A client that no spec has: its roles as the org has them, held against its use, as the smaller role that would be enough. */
import { Document, type Scalar, type YAMLSeq } from "yaml";
import { isGeneralForm } from "../../access/catalogue/generalPermissions.ts";
import { expandPermissionPattern, isWritePermission } from "../../access/catalogue/permissions.ts";
import { isComplete, type Snapshot, type SnapshotClient, type SnapshotRole } from "../../access/snapshot/model.ts";
import { type HeldPermission, judgePermissions } from "../../access/usage/judgePermissions.ts";
import type { Usage, UsageRow } from "../../access/usage/model.ts";
import { usedOperations } from "../../access/usage/usedOperations.ts";
import { nearest } from "../../access/values/nearest.ts";
import { compareText, sortedOnce } from "../../access/values/text.ts";
import { printable } from "../../access/values/untrusted.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import type { Holder, SizedRole, Sizing, Window } from "./model.ts";
import { seasonNote } from "./notes.ts";
import { coversClient, requireUsage } from "./requireUsage.ts";
import type { SizingOptions } from "./rightsize.ts";

/** @throws Failure for clients that cannot be judged and for evidence that is not whole */
export function rightsizeUnmanaged(
  names: readonly string[],
  { snapshot, usage }: { readonly snapshot: Snapshot; readonly usage: Usage },
  options: SizingOptions,
): Sizing {
  const lacks = snapshot.coverage.flatMap(({ part, state, reason }) =>
    state === "read" || part === "settings" ? [] : [printable(`${part}: ${reason ?? state}`)],
  );
  if (!isComplete(snapshot))
    throw new Failure(
      "Not everything about who holds the roles could be read, so nothing can be called unused.",
      EXIT.unreachable,
      lacks,
    );
  const { window, rows } = requireUsage(usage, snapshot.organization.id.toLowerCase(), options.windowDays, options.now);
  const clients = names.map((name) => clientOf(snapshot, name));
  const roleIds = sortedOnce(clients.flatMap(({ id }) => rolesOf(snapshot, id)));
  const roles = roleIds.flatMap((id) => {
    const role = snapshot.roles.find((one) => one.id === id);
    return role ? [sizeRole(role, { snapshot, usage, rows, window, heldSince: options.heldSince })] : [];
  });
  const ids = new Set(roles.flatMap(({ holders }) => holders.flatMap((holder) => holder.ids)));
  return {
    organization: { id: snapshot.organization.id, name: snapshot.organization.name },
    clients: clients.map(({ id }) => id),
    window,
    roles,
    notes: [
      ...seasonNote(window),
      "When a permission came into a role of the org, the org does not say: only the dates of the clients were looked at.",
    ],
    replay: { operations: usedOperations(rows.filter(({ client }) => ids.has(client))).length, closed: 0 },
    queries: usage.read,
    rows: rows.filter(({ client }) => ids.has(client)),
  };
}

function clientOf({ clients }: Snapshot, name: string): SnapshotClient {
  const found = clients.filter((one) => one.id.toLowerCase() === name.toLowerCase() || one.name === name);
  const [client, ...more] = found;
  if (!client) {
    const near = nearest(
      name,
      clients.map((one) => one.name),
    );
    const hint = near.length > 0 ? ` Nearest: ${near.join(", ")}.` : "";
    throw new Failure(
      printable(`The org has no client ${JSON.stringify(name)}.${hint} Write the name or the id of a client.`),
    );
  }
  if (more.length > 0)
    throw new Failure(
      printable(
        `The org has ${found.length} clients with the name ${JSON.stringify(name)}. Write the id of one: ${found.map(({ id }) => id).join(", ")}.`,
      ),
    );
  if (client.grantType !== "CLIENT-CREDENTIALS")
    throw new Failure(
      printable(
        `Client ${JSON.stringify(name)} is a ${client.grantType} client: it acts with the roles of the user who signs in, and has none that could be cut.`,
      ),
    );
  return client;
}

function rolesOf({ grants }: Snapshot, id: string): string[] {
  return grants.flatMap((grant) => (grant.subjectKind === "client" && grant.subject === id ? [grant.role] : []));
}

interface Situation {
  readonly snapshot: Snapshot;
  readonly usage: Usage;
  readonly rows: readonly UsageRow[];
  readonly window: Window;
  readonly heldSince: string | undefined;
}

function sizeRole(role: SnapshotRole, situation: Situation): SizedRole {
  const { snapshot, usage, rows } = situation;
  const grants = snapshot.grants.filter((grant) => grant.role === role.id);
  const ids = sortedOnce(grants.flatMap((one) => (one.subjectKind === "client" ? [one.subject] : [])));
  const clients = ids.map((id) => snapshot.clients.find((one) => one.id === id) ?? id);
  const wanted = new Set(ids.map((id) => id.toLowerCase()));
  const own = rows.filter(({ client }) => wanted.has(client));
  const used = usedOperations(own);
  const people = grants.some(({ subjectKind }) => subjectKind !== "client");
  const uncovered = ids.find((id) => !coversClient(usage, id.toLowerCase()));
  const whyNot = people
    ? "users or groups hold the role, and what they do is not in the use of clients"
    : uncovered !== undefined
      ? `the usage does not have the calls of ${uncovered}, which holds the role as well`
      : used.length === 0
        ? "nobody who holds the role called anything: whether the clients are needed is the first question"
        : clients.map((client) => whyYoung(client, situation)).find((why) => why !== undefined);
  const permissions = judgePermissions(heldOf(role, whyNot), used).map((one) => ({ ...one, step: "none" as const }));
  return {
    role: role.name,
    holders: clients.map((client): Holder => {
      const { id, name } = typeof client === "string" ? { id: client, name: client } : client;
      const requests = own.reduce((sum, row) => sum + (row.client === id.toLowerCase() ? row.requests : 0), 0);
      return { name, ids: [id.toLowerCase()], requests };
    }),
    permissions,
    notes: [
      ...(role.policies === null ? ["The org did not show what the role permits."] : []),
      ...(role.general.filter(isGeneralForm).length > 0
        ? [
            `It has flags of old roles (${role.general.join(", ")}), which no use can tell apart: they are not in the smaller role.`,
          ]
        : []),
      ...(ids.length > 1 ? [`${ids.length} clients hold the role: what one of them uses stays for all.`] : []),
    ],
  };
}

/** A star is written out as what the catalogue has under it: use can only show that. */
function heldOf({ policies }: SnapshotRole, whyNot: string | undefined): HeldPermission[] {
  const because = (reason: string | undefined) => (reason === undefined ? {} : { notJudged: reason });
  return (policies ?? [])
    .flatMap(({ domain, entity, actions, condition }) =>
      actions.flatMap((action) => {
        const written = `${domain}:${entity}:${action}`;
        const singles = written.includes("*") ? expandPermissionPattern(written) : [written];
        const why = whyNot ?? (condition === null ? undefined : "it holds under a condition");
        return singles.map((permission) => ({ permission, ...because(why) }));
      }),
    )
    .sort((a, b) => compareText(a.permission, b.permission));
}

function whyYoung(client: SnapshotClient | string, { window, heldSince }: Situation): string | undefined {
  if (heldSince !== undefined && heldSince <= window.from) return undefined;
  if (typeof client === "string") return `the org does not show client ${client}`;
  const day = (moment: string | null) => moment?.slice(0, 10);
  const [made, changed] = [day(client.dateCreated), day(client.dateModified)];
  const way = "say with --held-since from which day on it has the role as it is";
  if (made === undefined) return `the org does not say when client ${client.id} was made; ${way}`;
  if (made >= window.from) return `client ${client.id} was made on ${made}, within the window`;
  if (changed !== undefined && changed >= window.from)
    return `client ${client.id} was changed on ${changed}, within the window; ${way}`;
  return undefined;
}

/** The smaller role as a spec has it. Names of the org are written as data, never as YAML. */
export function smallerRole({ role, permissions }: SizedRole): string {
  const stay = permissions.filter(({ use }) => use !== "unused");
  const key =
    role
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "") || "role";
  const document = new Document({
    roles: {
      [key]: {
        name: printable(role),
        access: stay.some(({ permission }) => isWritePermission(permission)) ? "read-write" : "read-only",
        permissions: stay.map(({ permission }) => permission),
      },
    },
  });
  const list = document.getIn(["roles", key, "permissions"]) as YAMLSeq<Scalar<string>>;
  for (const [index, { use, why }] of stay.entries()) {
    const item = list.items[index];
    if (item) item.comment = printable(` ${use}${why === "" ? "" : `: ${why}`}`);
  }
  return document.toString({ lineWidth: 0 });
}
