/** The monthly quota of an org: given, or computed from how many users have which licence. It is never guessed. */
import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { z } from "zod";
import { type FairUse, fairUse } from "../../access/catalogue/fairUse.ts";
import { nearest } from "../../access/values/nearest.ts";
import { printable } from "../../access/values/untrusted.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import { readPages } from "../../providers/genesys/paging.ts";
import type { Session } from "../../providers/genesys/session.ts";
import { Failure } from "../failure.ts";
import { readBounded } from "../readBounded.ts";
import type { Quota } from "./model.ts";

const LARGEST_FILE = 1_000_000;
const MODELS = ["named", "concurrent"] as const;

interface LicenceFile {
  readonly file: string;
  readonly users: readonly { readonly row: FairUse; readonly model: (typeof MODELS)[number]; readonly users: number }[];
  /** The org's own name of a licence, and the row of the table that it stands for. */
  readonly count: ReadonlyMap<string, FairUse>;
}

export interface QuotaAnswer {
  readonly quota: Quota | null;
  readonly missing: readonly string[];
  readonly notes: readonly string[];
}

/** @throws Failure with each line of the file that cannot be used */
export function readLicenceFile(file: string): LicenceFile {
  const lines = new LineCounter();
  const document = parseDocument(textOf(file), { lineCounter: lines });
  const problems: string[] = document.errors.map(({ message }) => `${file}: ${message.split("\n")[0]}`);
  const place = (node: unknown) => `${file}:${lines.linePos((node as Node | null)?.range?.[0] ?? 0).line || 1}`;
  const users: LicenceFile["users"][number][] = [];
  const count = new Map<string, FairUse>();
  const rowOf = (licence: unknown, node: unknown): FairUse | undefined => {
    const names = fairUse().map((row) => row.licence);
    const row = fairUse().find((one) => one.licence === licence);
    if (row) return row;
    const [near] = nearest(String(licence), names, 1);
    const fix = near ? `Did you mean ${near}?` : `Write one of ${names.join(", ")}, or give the quota with --quota.`;
    problems.push(`${place(node)}: ${JSON.stringify(licence)} is not in the vendor's table. ${fix}`);
    return undefined;
  };
  const add = (row: FairUse | undefined, model: (typeof MODELS)[number], value: unknown, node: unknown) => {
    if (typeof value !== "number" || !Number.isInteger(value) || value < 0)
      problems.push(`${place(node)}: ${JSON.stringify(value)} is no number of users. Write a whole number.`);
    else if (row && row[model] === undefined)
      problems.push(`${place(node)}: ${row.licence} has no ${model} users in the vendor's table. Leave it out.`);
    else if (row) users.push({ row, model, users: value });
  };
  const entries = (node: unknown, where: unknown) => {
    if (isMap(node)) return node.items;
    problems.push(`${place(where)}: a map is wanted here: \`licences:\` with \`CX 3: 120\`.`);
    return [];
  };
  const plain = (node: unknown) => (isScalar(node) ? node.value : undefined);
  if (problems.length === 0) {
    for (const { key, value } of entries(document.contents, document.contents)) {
      if (plain(key) === "licences") {
        for (const one of entries(value, key)) {
          const row = rowOf(plain(one.key), one.key);
          if (!isMap(one.value)) add(row, "named", plain(one.value), one.key);
          else
            for (const part of one.value.items) {
              const model = MODELS.find((name) => name === plain(part.key));
              if (model) add(row, model, plain(part.value), part.key);
              else
                problems.push(`${place(part.key)}: write named or concurrent, not ${JSON.stringify(plain(part.key))}.`);
            }
        }
      } else if (plain(key) === "count") {
        for (const one of entries(value, key)) {
          const row = rowOf(plain(one.value), one.key);
          if (row) count.set(String(plain(one.key)), row);
        }
      } else problems.push(`${place(key)}: there is no key ${JSON.stringify(plain(key))}. Write licences or count.`);
    }
    if (problems.length === 0 && users.length === 0 && count.size === 0)
      problems.push(`${file}:1: it names no licence. Write \`licences:\` with \`CX 3: 120\`.`);
  }
  if (problems.length > 0) throw new Failure(printable(`${file} cannot be used.`), undefined, problems.map(printable));
  return { file, users, count };
}

function textOf(file: string): string {
  try {
    return readBounded(file, LARGEST_FILE);
  } catch (error) {
    throw new Failure(printable(`The file of licences ${file} cannot be read: ${(error as Error).message}.`));
  }
}

const licensed = z.object({ id: z.string(), licenses: z.array(z.string()).nullish() });

/** Users whom the file has counted in the org count once, with the licence that brings most. */
export async function quotaOf({ client }: Session, { file, users, count }: LicenceFile): Promise<QuotaAnswer> {
  const notes: string[] = [];
  const all = [...users];
  if (count.size > 0) {
    let found: readonly z.infer<typeof licensed>[];
    try {
      found = await readPages(client, "/api/v2/license/users", licensed);
    } catch (error) {
      if (!(error instanceof GenesysApiError)) throw error;
      return { quota: null, missing: [`The licences were not counted, so there is no quota. ${error.message}`], notes };
    }
    const counted = new Map<FairUse, number>();
    const others = new Set<string>();
    for (const { licenses } of found) {
      const rows = (licenses ?? []).flatMap((name) => count.get(name) ?? []);
      const [best] = rows.toSorted((a, b) => (b.named ?? 0) - (a.named ?? 0));
      if (best) counted.set(best, (counted.get(best) ?? 0) + 1);
      else for (const name of licenses ?? []) others.add(name);
    }
    for (const [row, amount] of counted) all.push({ row, model: "named", users: amount });
    if (others.size > 0)
      notes.push(`Not counted, since ${file} does not say what they are: ${[...others].sort().join(", ")}.`);
  }
  const licences = all.map(({ row, model, users: amount }) => ({
    licence: row.licence,
    users: amount,
    perUser: row[model] ?? 0,
    model,
  }));
  const [first] = all;
  return {
    quota: {
      requests: licences.reduce((sum, { users: amount, perUser }) => sum + amount * perUser, 0),
      source: file,
      ...(first && { page: first.row.source, pageDate: first.row.date }),
      licences,
    },
    missing: [],
    notes,
  };
}
