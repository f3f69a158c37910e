import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { approvalOf, coveredBy } from "../../../access/diff/approval.ts";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import { digestOf } from "../../../access/diff/digest.ts";
import type { EffectiveAccess, EffectiveSubject } from "../../../access/effective/model.ts";
import { namedDivision } from "../../../access/values/division.ts";
import { compareText } from "../../../access/values/text.ts";
import { accessOf, anyAccess, similarPair } from "./arbitraries.ts";
import { apply, atoms, changedAtoms, covers, widest } from "./atomSets.ts";

const pair = fc.oneof({ weight: 3, arbitrary: similarPair }, { weight: 1, arbitrary: fc.tuple(anyAccess, anyAccess) });

function law<T>(arbitrary: fc.Arbitrary<T>, check: (value: T) => void): void {
  fc.assert(fc.property(arbitrary, check), { numRuns: 300 });
}

function change(
  access: EffectiveAccess,
  of: (subject: EffectiveSubject) => Partial<EffectiveSubject>,
): EffectiveAccess {
  return { ...access, subjects: access.subjects.map((subject) => ({ ...subject, ...of(subject) })) };
}

const OCCASION = { baseCommit: null, today: "2026-03-01" };

describe("the difference of access", () => {
  it("is empty between an access and itself", () => {
    law(anyAccess, (access) => {
      const { subjects, digest, renames, verdict } = diffAccess(access, access);
      expect({ subjects, digest, renames, verdict }).toEqual({
        subjects: [],
        digest: undefined,
        renames: [],
        verdict: "unchanged",
      });
    });
  });

  it("makes the head of the base", () => {
    law(pair, ([base, head]) => {
      expect(widest(apply(base, diffAccess(base, head)))).toEqual(widest(atoms(head)));
    });
  });

  it("gains exactly what nothing in the base covers, and loses exactly what nothing in the head covers", () => {
    law(pair, ([base, head]) => {
      const diff = diffAccess(base, head);
      const [before, after] = [atoms(base), atoms(head)];
      const gained = after.filter((atom) => !before.some((other) => covers(other, atom)));
      const lost = before.filter((atom) => !after.some((other) => covers(other, atom)));
      expect(widest(changedAtoms(diff, "gained"))).toEqual(widest(gained));
      expect(widest(changedAtoms(diff, "lost"))).toEqual(widest(lost));
    });
  });

  it("is the same backwards, with gains and losses exchanged", () => {
    law(pair, ([base, head]) => {
      const [there, back] = [diffAccess(base, head), diffAccess(head, base)];
      expect(widest(changedAtoms(back, "lost"))).toEqual(widest(changedAtoms(there, "gained")));
      expect(widest(changedAtoms(back, "gained"))).toEqual(widest(changedAtoms(there, "lost")));
    });
  });

  it("never reports a gain when something is only taken away", () => {
    const narrowed = anyAccess.chain((base) =>
      fc.tuple(fc.constant(base), fc.infiniteStream(fc.boolean())).map(([access, keep]) => {
        const some = <T>(values: readonly T[]) => values.filter(() => keep.next().value);
        const head = change(access, ({ products }) => ({
          products: some(products).map((product) => ({
            ...product,
            items: some(product.items),
            divisions: some(product.divisions),
          })),
        }));
        return [access, { ...head, subjects: some(head.subjects) }] as const;
      }),
    );
    law(narrowed, ([base, head]) => {
      const diff = diffAccess(base, head);
      expect(changedAtoms(diff, "gained")).toEqual([]);
      expect(["narrowed", "unchanged", "unknown"]).toContain(diff.verdict);
    });
  });

  it("never calls what changes unchanged", () => {
    law(pair, ([base, head]) => {
      const same = JSON.stringify(widest(atoms(base))) === JSON.stringify(widest(atoms(head)));
      // A pattern beside a permission that it covers is written differently and is the same.
      const { verdict, subjects } = diffAccess(base, head);
      expect(verdict === "unchanged").toBe(subjects.length === 0);
      if (!same) expect(verdict).not.toBe("unchanged");
    });
  });

  it("does not depend on the order of subjects and grants", () => {
    law(fc.tuple(pair, fc.nat(5)), ([[base, head], turn]) => {
      const turned = <T>(values: readonly T[]) => [...values.slice(turn), ...values.slice(0, turn)].reverse();
      const other = {
        ...change(head, ({ products }) => ({ products: turned(products) })),
        subjects: turned(head.subjects),
      };
      const [one, two] = [diffAccess(base, head), diffAccess(base, other)];
      expect(two.verdict).toBe(one.verdict);
      expect(two.counts).toEqual(one.counts);
      expect(two.digest).toEqual(one.digest);
    });
  });

  it("does not see how access is spread over roles: one role split into many is unchanged, and so is the way back", () => {
    law(anyAccess, (access) => {
      const split = change(access, ({ products }) => ({
        products: products.flatMap((product) =>
          product.items.map((item, index) => ({ ...product, role: `part-${index}`, items: [item] })),
        ),
      }));
      expect(diffAccess(access, split).verdict).toBe("unchanged");
      expect(diffAccess(split, access).verdict).toBe("unchanged");
    });
  });

  it("does not see how roles are called", () => {
    law(pair, ([base, head]) => {
      const renamed = change(head, ({ products }) => ({
        products: products.map((product) => ({ ...product, role: `new-${product.role}` })),
      }));
      const [one, two] = [diffAccess(base, head), diffAccess(base, renamed)];
      expect(two.counts).toEqual(one.counts);
      expect(two.digest).toEqual(one.digest);
    });
  });

  it("lets all divisions stand for each of them", () => {
    law(anyAccess, (access) => {
      const everywhere = change(access, ({ products }) => ({
        products: products.map((product) => ({ ...product, divisions: ["all" as const] })),
      }));
      const withOne = change(everywhere, ({ products }) => ({
        products: products.map((product) => ({
          ...product,
          divisions: ["all" as const, namedDivision("EMEA_Managed")],
        })),
      }));
      expect(diffAccess(everywhere, withOne).verdict).toBe("unchanged");
      expect(diffAccess(withOne, everywhere).verdict).toBe("unchanged");
    });
  });
});

describe("the digest of what is gained", () => {
  it("is there exactly when something is gained", () => {
    law(pair, ([base, head]) => {
      const diff = diffAccess(base, head);
      expect(diff.digest === undefined).toBe(changedAtoms(diff, "gained").length === 0);
    });
  });

  it("is that of the atoms in the approval", () => {
    law(pair, ([base, head]) => {
      const approval = approvalOf(diffAccess(base, head), OCCASION);
      const scope = { organization: base.organization.id, stack: base.stack };
      if (approval) expect(digestOf(scope, approval.atoms)?.full).toBe(approval.digest);
    });
  });
});

describe("an approval", () => {
  it("covers a part of what it lists, and leaves open exactly what it does not", () => {
    law(fc.tuple(pair, fc.infiniteStream(fc.boolean())), ([[base, head], take]) => {
      const diff = diffAccess(base, head);
      const all = approvalOf(diff, OCCASION);
      if (!all) return;
      const [listed, missing] = [new Set<string>(), new Set<string>()];
      for (const atom of all.atoms) (take.next().value ? listed : missing).add(atom);
      expect(coveredBy(diff, { files: { approvals: [all], ...OCCASION } })).toMatchObject({ covered: true, open: [] });
      expect(coveredBy(diff, { digests: [all.digest] })).toMatchObject({ covered: true, open: [] });
      const part = coveredBy(diff, { files: { approvals: [{ ...all, atoms: [...listed] }], ...OCCASION } });
      expect([...part.open].sort(compareText)).toEqual([...missing].sort(compareText));
    });
  });

  it("does not add up: two that list everything between them leave something open, unless one of them lists it all", () => {
    law(fc.tuple(pair, fc.infiniteStream(fc.boolean())), ([[base, head], take]) => {
      const diff = diffAccess(base, head);
      const all = approvalOf(diff, OCCASION);
      if (!all) return;
      const { true: some = [], false: others = [] } = Object.groupBy(all.atoms, () => `${take.next().value}`);
      const approvals = [some, others].map((atoms) => ({ ...all, atoms }));
      const { covered, open } = coveredBy(diff, { files: { approvals, ...OCCASION } });
      expect(covered).toBe(some.length === 0 || others.length === 0);
      expect(open).toHaveLength(Math.min(some.length, others.length));
    });
  });

  it("by digest ends with the first atom that is added", () => {
    law(pair, ([base, head]) => {
      const more = accessOf([
        ...head.subjects,
        {
          kind: "client",
          key: "one-more",
          name: "One more",
          path: [],
          products: [
            { path: [], items: ["permission:routing:queue:view"], divisions: ["division:Home"], condition: "" },
          ],
        },
      ]);
      const approved = diffAccess(base, head).digest;
      const { open } = coveredBy(diffAccess(base, more), { digests: approved ? [approved.full] : [] });
      expect(open).toContain('["client:one-more","permission:routing:queue:view","division:Home",""]');
    });
  });
});
