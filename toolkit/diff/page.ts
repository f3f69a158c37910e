/** A difference as one page: who holds what before and after, and what is gained and lost by which line. */
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import type { AccessDiff, Change } from "../../access/diff/model.ts";
import { causeWords, narrowerWords, renameWords, termPlace, termWords, viaWords } from "../../access/diff/words.ts";
import { heldAccess, registerItem } from "../../access/register/heldAccess.ts";
import type { RegisterItem } from "../../access/register/model.ts";
import {
  atomsOf,
  type PageBlock,
  type PageFact,
  type PageItem,
  type PageModel,
  type PageSubject,
} from "../../access/report/page/model.ts";
import { namedPlace, placeName } from "../../access/report/page/placeName.ts";
import { MOST_ATOMS, renderPage } from "../../access/report/page/renderPage.ts";
import { printCondition, UNCONDITIONAL } from "../../access/values/condition.ts";
import { printDivision } from "../../access/values/division.ts";
import { type Subject, subjectId } from "../../access/values/subject.ts";
import { TOOL } from "../tool.ts";
import type { Comparison, Result } from "./render.ts";

type Sides = Pick<Comparison, "base" | "head" | "results">;

export function renderDiffHtml(comparison: Sides): string {
  return renderPage(diffPage(comparison));
}

const CHANGED = ["gained", "lost", "gained, extent unknown", "lost, extent unknown"];

/** What is held on both sides under another name is told on each: within something wider before (after) and by itself after (before). */
const VIEWS = [
  { name: "gained and lost", changes: CHANGED },
  { name: "gained", changes: ["gained", "gained, extent unknown"] },
  { name: "lost", changes: ["lost", "lost, extent unknown"] },
  { name: "before", changes: ["lost", "lost, extent unknown", "unchanged", "before only, still covered"] },
  { name: "after", changes: ["gained", "gained, extent unknown", "unchanged", "after only, covered before"] },
];

export function diffPage({ base, head, results }: Sides): PageModel {
  const page = new Pages();
  for (const result of results) page.addChanges(result, results.length > 1);
  const changed = page.blocks.length;
  for (const result of results) page.addUnchanged(result);
  const tooMany = page.blocks.reduce((sum, block) => sum + atomsOf(block), 0) > MOST_ATOMS;
  const known = !tooMany && results.every(({ sides }) => sides !== undefined);
  return {
    title: `Access of ${head}, compared with ${base}`,
    lead: "What access the change gives and takes: before, after, gained, lost.",
    facts: [
      ...results.flatMap(factsOf),
      fact("Catalogue", CATALOGUE_DATE),
      fact("Written by", `${TOOL.name} ${TOOL.version}`),
    ],
    warnings: results.flatMap(({ diff, refusals }) => refusals.map((refusal) => `${diff.stack}: refused: ${refusal}.`)),
    words: {
      parts: ["domain", "entity", "action"],
      atom: "atom",
      place: "division",
      everywhere: printDivision("all"),
      complete: "Everything is in --format json.",
    },
    views: known ? VIEWS : VIEWS.slice(0, 3),
    subjects: page.subjects,
    blocks: known ? page.blocks : page.blocks.slice(0, changed),
    tables: [
      {
        title: "Other changes that give or limit access",
        columns: ["Stack", "Direction", "Change", "Line"],
        rows: results.flatMap(({ diff }) =>
          diff.terms.map((term) => [diff.stack, term.direction, termWords(term), termPlace(term)]),
        ),
      },
      {
        title: "Other names",
        columns: ["Stack", "Rename"],
        rows: results.flatMap(({ diff }) => diff.renames.map((rename) => [diff.stack, renameWords(rename)])),
      },
      {
        title: "Changed in the org since the last update",
        columns: ["Stack", "Subject", "Direction", "Item", "Divisions"],
        rows: results.flatMap(({ drift }) => (drift ? driftRows(drift) : [])),
      },
    ].filter(({ rows }) => rows.length > 0),
    notes: [
      ...(known ? [] : ["What did not change: it is more than a page shows, or nobody asked for it."]),
      ...new Set(results.flatMap(({ diff }) => diff.notCovered)),
    ],
  };
}

function fact(label: string, value: string): PageFact {
  return { label, value };
}

function factsOf({ diff, headFile }: Result): PageFact[] {
  const { stack, organization, verdict, counts, digest } = diff;
  return [
    fact("Stack", `${stack} (${headFile}), org ${organization.name || organization.id}`),
    fact("Verdict", `${verdict}: ${counts.gained} gained, ${counts.lost} lost, ${counts.unknown} of unknown extent`),
    ...(digest ? [fact("Digest of what is gained", digest.full)] : []),
  ];
}

function driftRows({ stack, subjects }: AccessDiff): string[][] {
  return subjects.flatMap(({ subject, gained, lost, unknown }) =>
    [...gained, ...lost, ...unknown].map(({ direction, item, divisions }) => [
      stack,
      subject.name,
      direction,
      item,
      divisions.map(placeName).join(", "),
    ]),
  );
}

/** Subjects and blocks as they are found, stack by stack. */
class Pages {
  readonly subjects: PageSubject[] = [];
  readonly blocks: PageBlock[] = [];
  readonly #indexes = new Map<string, number>();
  /** Atoms that were gained or lost, by stack. */
  readonly #changed = new Map<string, Set<string>>();

  addChanges({ diff }: Result, many: boolean): void {
    const changed = new Set<string>();
    this.#changed.set(diff.stack, changed);
    for (const { subject, standing, gained, lost, unknown } of diff.subjects) {
      const index = this.#indexOf(diff.stack, subject, [
        ...(many ? [fact("Stack", diff.stack)] : []),
        fact("Standing", standing),
      ]);
      const named = [
        ...gained.map((change) => ({ change, name: "gained" })),
        ...lost.map((change) => ({ change, name: "lost" })),
        ...unknown.map((change) => ({ change, name: `${change.direction}, extent unknown` })),
      ];
      for (const { change } of named)
        for (const division of change.divisions)
          changed.add(
            atomKey(subjectId(subject), registerItem(change.item), placeName(division), conditionOf(change.condition)),
          );
      const groups = Map.groupBy(named, ({ change, name }) =>
        JSON.stringify([name, placesOf(change), changeFacts(change)]),
      );
      for (const [first, ...more] of groups.values()) {
        if (!first) continue;
        const items = [first, ...more].map(({ change }) =>
          pageItem(registerItem(change.item), change.divisions.includes("all")),
        );
        this.blocks.push({
          subject: index,
          places: placesOf(first.change),
          items,
          facts: changeFacts(first.change),
          change: first.name,
        });
      }
    }
  }

  /** What both sides hold, and what only one of them names because the other one holds it within something wider. */
  addUnchanged({ diff, sides }: Result): void {
    if (!sides) return;
    const [before, after] = sides().map((access) => {
      const { source: _, ...plain } = access;
      return heldAccess(plain, { at: () => undefined, role: () => undefined });
    });
    if (!before || !after) return;
    const renamed = renamesOf(diff);
    const atoms = new Set<string>();
    const each = (held: typeof before, isBase: boolean, see: (atom: Seen) => void) => {
      for (const subject of held.subjects) {
        const id = isBase ? (renamed.subjects.get(subject.id) ?? subject.id) : subject.id;
        for (const { items, divisions, condition } of subject.holdings) {
          const text = condition === undefined ? "" : (held.conditions[condition] ?? "");
          const places = divisions.map((division) => {
            const { kind, name = "" } = held.divisions[division] ?? {};
            if (kind !== "division") return name;
            return namedPlace(isBase ? (renamed.divisions.get(name) ?? name) : name);
          });
          for (const item of items) {
            const known = held.items[item];
            if (known) see({ subject, id, item: known, places, condition: text });
          }
        }
      }
    };
    const keyOf = ({ id, item, condition }: Seen, place: string) => atomKey(id, item, place, condition);
    each(before, true, (one) => {
      for (const place of one.places) atoms.add(keyOf(one, place));
    });
    const changed = this.#changed.get(diff.stack) ?? new Set();
    const add = (one: Seen, change: string, wanted: (key: string) => boolean) => {
      const places = one.places.filter((place) => {
        const key = keyOf(one, place);
        return !changed.has(key) && wanted(key);
      });
      if (places.length > 0) kept.push({ ...one, places, change });
    };
    const kept: (Seen & { readonly change: string })[] = [];
    const now = new Set<string>();
    each(after, false, (one) => {
      for (const place of one.places) now.add(keyOf(one, place));
      add(one, "unchanged", (key) => atoms.has(key));
      add(one, "after only, covered before", (key) => !atoms.has(key));
    });
    each(before, true, (one) => add(one, "before only, still covered", (key) => !now.has(key)));
    const groups = Map.groupBy(kept, ({ id, places, condition, change }) =>
      JSON.stringify([id, places, condition, change]),
    );
    for (const [first, ...more] of groups.values()) {
      if (!first) continue;
      this.blocks.push({
        subject: this.#indexOf(diff.stack, first.subject, [fact("Stack", diff.stack)], first.id),
        places: first.places,
        items: [first, ...more].map(({ item }) => pageItem(item, first.places.includes(printDivision("all")))),
        facts: first.condition === "" ? [] : [fact("Condition", first.condition)],
        change: first.change,
      });
    }
  }

  #indexOf(stack: string, subject: Subject, facts: readonly PageFact[], id: string = subjectId(subject)): number {
    const key = JSON.stringify([stack, id]);
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    const { kind, name, key: own, id: orgId, grantType } = subject;
    this.subjects.push({
      kind: kind === "existing-client" ? "existing client" : kind,
      name,
      id: orgId ?? own,
      ...(grantType !== undefined && { grantType }),
      facts,
    });
    this.#indexes.set(key, this.subjects.length - 1);
    return this.subjects.length - 1;
  }
}

interface Seen {
  readonly subject: Subject;
  readonly id: string;
  readonly item: RegisterItem;
  readonly places: readonly string[];
  readonly condition: string;
}

function renamesOf({ renames }: AccessDiff) {
  const subjects = new Map<string, string>();
  const divisions = new Map<string, string>();
  for (const rename of renames) {
    if (rename.kind === "division") divisions.set(rename.from, rename.to);
    else subjects.set(subjectId(rename.from), subjectId(rename.to));
  }
  return { subjects, divisions };
}

function atomKey(subject: string, { kind, name }: RegisterItem, place: string, condition: string): string {
  return JSON.stringify([subject, kind, name, place, condition]);
}

function placesOf({ divisions }: Change): string[] {
  return divisions.map(placeName);
}

function conditionOf(condition: Change["condition"]): string {
  return condition === UNCONDITIONAL ? "" : printCondition(condition);
}

function changeFacts(change: Change): PageFact[] {
  const { condition, via, cause, risk } = change;
  const justified = via.flatMap(({ justification }) => (justification === undefined ? [] : [justification]));
  const narrower = narrowerWords(change);
  const roles = viaWords(via);
  return [
    ...(roles === "" ? [] : [fact("Path", roles)]),
    ...(condition === UNCONDITIONAL ? [] : [fact("Condition", printCondition(condition))]),
    fact("Cause", causeWords(cause)),
    ...(narrower === "" ? [] : [fact("Narrower", narrower)]),
    ...(risk.reasons.length > 0 ? [fact("Risk", risk.reasons.join("; "))] : []),
    ...[...new Set(justified)].map((text) => fact("Justification", text)),
  ];
}

function pageItem(item: RegisterItem, everywhere: boolean): PageItem {
  const { domain, entity, action, access, risk, riskEverywhere } = item;
  const path = [domain, entity, action].filter((part) => part !== "");
  return { path, level: access, risk: (everywhere ? riskEverywhere : risk).level };
}
