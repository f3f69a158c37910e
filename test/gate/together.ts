/** Several attacks in one change, where their texts do not touch each other: the engine answers them at once, each with its own lines. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Surface } from "./answer.ts";
import type { Attack, Expected } from "./attacks.ts";
import { BASE, type Files, SETTINGS_FILE } from "./world.ts";

export interface Together {
  readonly name: string;
  readonly attacks: readonly Attack[];
  readonly change: Files;
}

/** @param surfaces those that are asked: attacks go together where each of these ends alike, and where one that says nothing stays silent */
export async function together(attacks: readonly Attack[], surfaces: readonly Surface[]): Promise<Together[]> {
  const groups: { key: string; attacks: Attack[]; change: Files }[] = [];
  for (const attack of attacks) {
    const key = endOf(attack, surfaces);
    const joined = await firstMerged(
      groups.filter((group) => group.key === key),
      attack,
    );
    if (joined) {
      joined.group.attacks.push(attack);
      joined.group.change = joined.change;
    } else groups.push({ key, attacks: [attack], change: attack.change });
  }
  return groups.map(({ attacks: all, change }) => ({
    name: all.map(({ name }) => name).join(" + "),
    attacks: all,
    change,
  }));
}

/** How the surfaces end. What stops the reading of files, or names other ones, stands alone. */
function endOf({ name, change, expected }: Attack, surfaces: readonly Surface[]): string {
  const ends = surfaces.map((surface) => ("silent" in expected[surface] ? "silent" : expected[surface].code));
  const alone = expected.diff && "code" in expected.diff && expected.diff.code === 3;
  const elsewhere = Object.keys(change).some((file) => file === SETTINGS_FILE || !(file in BASE));
  return JSON.stringify([ends, ...(alone || elsewhere ? [name] : [])]);
}

async function firstMerged<G extends { readonly change: Files }>(groups: readonly G[], { change }: Attack) {
  for (const group of groups) {
    const merged = await merge(group.change, change);
    if (merged) return { group, change: merged };
  }
  return undefined;
}

/** Undefined where two changes touch the same lines. */
async function merge(one: Files, other: Files): Promise<Files | undefined> {
  const merged: Record<string, string | undefined> = { ...one };
  for (const [file, text] of Object.entries(other)) {
    if (!(file in one)) merged[file] = text;
    else {
      const both =
        text === undefined || one[file] === undefined ? undefined : await mergeText(one[file], BASE[file], text);
      if (both === undefined) return undefined;
      merged[file] = both;
    }
  }
  return merged;
}

async function mergeText(one: string, base = "", other: string): Promise<string | undefined> {
  const dir = await mkdtemp(join(tmpdir(), "genesys-access-merge-"));
  const [current, ancestor, head] = ["current", "base", "head"].map((name) => join(dir, name)) as [
    string,
    string,
    string,
  ];
  await Promise.all([writeFile(current, one), writeFile(ancestor, base), writeFile(head, other)]);
  const { exitCode, stdout } = await execa("git", ["merge-file", "--stdout", current, ancestor, head], {
    reject: false,
    stripFinalNewline: false,
  });
  await rm(dir, { recursive: true });
  return exitCode === 0 ? stdout : undefined;
}

/** What all of them expect: every line of each, at places that others may have moved. */
export function expectedOf(attacks: readonly Attack[], surface: Surface): Expected {
  const all = attacks.map(({ expected }) => expected[surface]);
  const [first] = all;
  if (!first || all.length === 1) return first ?? { silent: "there is no attack" };
  if ("silent" in first) return first;
  const told = all.flatMap((one) => ("silent" in one ? [] : [one]));
  const verdicts = new Set(told.map(({ verdict }) => verdict));
  const [verdict] = verdicts;
  return {
    code: first.code,
    ...(verdicts.size === 1 && verdict !== undefined && { verdict }),
    says: told.flatMap(({ says }) => says.map((line) => line.replace(/ at \S+$/, ""))),
  };
}
