import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareTerms, termItem } from "../../../access/terms/compareTerms.ts";
import type { Term, TermEffect } from "../../../access/terms/model.ts";

function term(value: string, effect: TermEffect, owner = "clients.crm"): Term {
  return { kind: "redirect-uri", owner, value, effect, path: [] };
}

const terms = fc.array(
  fc
    .record({ value: fc.constantFrom("a", "b", "c"), effect: fc.constantFrom<TermEffect>("gives", "limits") })
    .map(({ value, effect }) => term(value, effect)),
);

describe("two versions of the terms", () => {
  it("are the same when they say the same", () => {
    fc.assert(fc.property(terms, (all) => compareTerms({ base: all, head: all }).length === 0));
  });

  it("are told the other way round when they change places", () => {
    fc.assert(
      fc.property(terms, terms, (base, head) => {
        const [there, back] = [compareTerms({ base, head }), compareTerms({ base: head, head: base })];
        expect(back.filter(({ direction }) => direction === "gained").length).toBe(
          there.filter(({ direction }) => direction === "lost").length,
        );
      }),
    );
  });

  it("gain by what gives and comes, and by what limits and goes", () => {
    const changes = compareTerms({ base: [term("silo", "limits")], head: [term("uri", "gives")] });
    expect(changes.map((change) => [change.direction, termItem(change)])).toEqual([
      ["gained", "no redirect-uri:silo"],
      ["gained", "redirect-uri:uri"],
    ]);
  });

  it.each([
    ["longer than before", 100, 200, "gained"],
    ["shorter than before", 200, 100, "lost"],
    ["longer than usual, of something new", undefined, 200, "gained"],
    ["shorter than usual, of something new", undefined, 10, "lost"],
    ["back to the usual from more", 200, undefined, "lost"],
    ["back to the usual from less", 10, undefined, "gained"],
  ])("compare ranks: %s", (_, before, after, direction) => {
    const ranked = (rank: number | undefined) =>
      rank === undefined ? [] : [term(`${rank}`, { slot: "", rank, usual: 50 })];
    expect(compareTerms({ base: ranked(before), head: ranked(after) }).map((change) => change.direction)).toEqual([
      direction,
    ]);
  });

  it("gain by what may work either way, whether it comes, changes or goes: another version alone takes its place", () => {
    const version = (value: string): Term => {
      const position = { file: "CODEOWNERS", line: 7, column: 3 };
      return { ...term(value, { either: "CODEOWNERS" }, "project"), position };
    };
    const directions = (base: readonly Term[], head: readonly Term[]) =>
      compareTerms({ base, head }).map(({ direction, present }) => `${present ? "has" : "lacks"}, ${direction}`);
    expect(directions([], [version("a")])).toEqual(["has, gained"]);
    expect(directions([version("a")], [version("b")])).toEqual(["lacks, lost", "has, gained"]);
    const gone = compareTerms({ base: [version("a")], head: [term("b", { either: "other" }, "project")] });
    expect(gone.find(({ present }) => !present)).toMatchObject({
      direction: "gained",
      position: { file: "CODEOWNERS", line: 1, column: 1 },
    });
  });

  it("follow a client that only has another key", () => {
    const [base, head] = [[term("uri", "gives", "clients.old")], [term("uri", "gives", "clients.new")]];
    expect(compareTerms({ base, head }, new Map([["old", "new"]]))).toEqual([]);
    expect(compareTerms({ base, head })).toHaveLength(2);
  });

  it("are not compared where nobody knows those of one side", () => {
    expect(compareTerms({ head: [term("uri", "gives")] })).toEqual([]);
  });
});
