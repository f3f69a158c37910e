/** The longest texts that the org takes. */
import { z } from "zod";
import { LONGEST_TRIED as MOST } from "../../../access/observed/sentences.ts";
import type { Kind } from "../ledger.ts";
import { pathOf } from "../objects.ts";
import type { Probe } from "../probe.ts";
import type { Question } from "../question.ts";
import { DESCRIPTION } from "../run.ts";

type Field = "name" | "description";

const TEXTS: readonly (readonly [Kind, Field])[] = [
  ["role", "name"],
  ["role", "description"],
  ["division", "name"],
  ["division", "description"],
  ["client", "name"],
  ["client", "description"],
];

export const longestTexts: readonly Question[] = TEXTS.map(([kind, field]) => ({
  id: `longest-${kind}-${field}`,
  asks: `How long may the ${field} of a ${kind} be?`,
  does: `gives a ${kind} of the probe longer and longer ${field}s, up to ${MOST} characters`,
  async ask(probe) {
    const object = await objectOf(probe, kind);
    const texts = { name: object.name, description: DESCRIPTION };
    const fits = async (length: number) => {
      const text = texts[field].padEnd(length, "x");
      const tried = await probe.attempt(() => object.write(field, { ...texts, [field]: text }));
      return tried.ok && tried.value === length;
    };
    const longest = await longestOf(fits, texts[field].length);
    await object.write(field, texts);
    return longest;
  },
}));

async function longestOf(fits: (length: number) => Promise<boolean>, least: number): Promise<number> {
  if (await fits(MOST)) return MOST;
  let [fitting, tooLong] = [least, MOST];
  while (tooLong - fitting > 1) {
    const middle = Math.floor((fitting + tooLong) / 2);
    if (await fits(middle)) fitting = middle;
    else tooLong = middle;
  }
  return fitting;
}

interface Written {
  readonly name: string;
  /** Replaces the texts of the object; the length of one of them as the org says that it kept it, since it may cut instead of refuse. */
  write(field: Field, texts: Readonly<Record<Field, string>>): Promise<number>;
}

function objectOf(probe: Probe, kind: Kind): Promise<Written> {
  return probe.once(`${kind} for texts`, async () => {
    const { id, name, rest } = await MAKE[kind](probe);
    await probe.settle();
    const write: Written["write"] = async (field, texts) => {
      const shown = z.object({ [field]: z.string().catch("") });
      const answer = await probe.client.put(pathOf(kind, id), { ...rest, ...texts }, shown);
      return answer[field]?.length ?? 0;
    };
    return { name, write };
  });
}

interface Made {
  readonly id: string;
  readonly name: string;
  /** What else a PUT replaces. */
  readonly rest: object;
}

const MAKE: Readonly<Record<Kind, (probe: Probe) => Promise<Made>>> = {
  role: async (probe) => {
    const { id, name } = await probe.makeRole(["authorization:role:view"]);
    return { id, name, rest: { permissions: [], permissionPolicies: [] } };
  },
  division: async (probe) => {
    const { id, name } = await probe.makeDivision();
    return { id, name, rest: {} };
  },
  client: async (probe) => {
    const roleDivisions = [await probe.pair()];
    const { id, name } = await probe.newClient();
    return { id, name, rest: { authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions } };
  },
};
