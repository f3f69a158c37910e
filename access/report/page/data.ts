/** The page's content for its script: every text once, in tables, and blocks as indexes into them. */
import { atomsOf, PAGE_RISKS, type PageBlock, type PageFact, type PageModel } from "./model.ts";
import { Table } from "./table.ts";

/** Subject, set of places, items, facts, change, last day of the exception, day of the beginning, atoms where they are not places times items. */
type DataBlock = readonly (number | string | readonly number[])[];

export interface PageData {
  readonly risks: readonly string[];
  readonly words: PageModel["words"];
  readonly views: PageModel["views"];
  /** Kind, name, id, owner, grant type, last day of an exception, day of the last change. */
  readonly subjects: readonly (readonly string[])[];
  readonly subjectFacts: readonly (readonly number[])[];
  readonly places: readonly string[];
  /** Sets of places. */
  readonly sets: readonly (readonly number[])[];
  readonly items: readonly (readonly [path: readonly string[], level: string, risk: number])[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly changes: readonly string[];
  readonly blocks: readonly DataBlock[];
}

/** @param summary atoms of each subject by the widest part of the path only, without places and reasons */
export function pageData(model: PageModel, summary: boolean): PageData {
  const places = new Table<string>();
  const sets = new Table<readonly number[]>();
  const items = new Table<PageData["items"][number]>();
  const facts = new Table<PageData["facts"][number]>();
  const changes = new Table<string>();
  const factsOf = (list: readonly PageFact[]) => list.map(({ label, value }) => facts.index([label, value]));
  const told: readonly Weighed[] = summary ? summaries(model.blocks, model.words.everywhere) : model.blocks;
  const blocks = told.map((block): DataBlock => {
    const { subject, change = "", waived = "", since = "" } = block;
    return [
      subject,
      sets.index(block.places.map((place) => places.index(place))),
      block.items.map(({ path, level, risk }) => items.index([path, level, PAGE_RISKS.indexOf(risk)])),
      factsOf(block.facts),
      changes.index(change),
      waived,
      since,
      ...(block.atoms === undefined ? [] : ([block.atoms] as const)),
    ];
  });
  const subjects = model.subjects.map(
    ({ kind, name, id = "", owner = "", grantType = "", waived = "", since = "" }) => [
      kind,
      name,
      id,
      owner,
      grantType,
      waived,
      since,
    ],
  );
  const subjectFacts = model.subjects.map((subject) => factsOf(subject.facts));
  return {
    risks: PAGE_RISKS,
    words: model.words,
    views: model.views,
    subjects,
    subjectFacts,
    places: places.rows,
    sets: sets.rows,
    items: items.rows,
    facts: facts.rows,
    changes: changes.rows,
    blocks,
  };
}

interface Weighed extends PageBlock {
  /** Absent where they are places times items. */
  readonly atoms?: number;
}

/** One block for each subject, widest part, level, risk, change and exception. Of the places only whether they are all of them. */
function summaries(blocks: readonly PageBlock[], everywhere: string | undefined): Weighed[] {
  const sums = new Map<string, Weighed>();
  for (const block of blocks) {
    const weight = atomsOf(block) / Math.max(1, block.items.length);
    const places = everywhere !== undefined && block.places.includes(everywhere) ? [everywhere] : [];
    for (const { path, level, risk } of block.items) {
      const { subject, change = "", waived = "", since = "" } = block;
      const widest = path.slice(0, 1);
      const key = JSON.stringify([subject, widest, level, risk, change, waived, since, places]);
      const known = sums.get(key);
      const more = { ...(change && { change }), ...(waived && { waived }), ...(since && { since }) };
      const atoms = (known?.atoms ?? 0) + weight;
      sums.set(key, { subject, places, items: [{ path: widest, level, risk }], facts: [], ...more, atoms });
    }
  }
  return [...sums.values()];
}
