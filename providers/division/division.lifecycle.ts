/** Divisions: create, read, update and delete over the API. */

import { DIVISION, type DivisionInputs } from "../../access/resources/division.ts";
import { withoutMarker } from "../../access/resources/marker.ts";
import { assertAdoptedIsGone, leavesOrgAlone, storedDescription } from "../adopted.ts";
import { createOrAdopt } from "../createOrAdopt.ts";
import { findOrGet } from "../findOrGet.ts";
import { isStatus } from "../genesys/apiError.ts";
import type { Session } from "../genesys/session.ts";
import { type WireDivision, wireDivision } from "../genesys/wire.ts";
import { goneOnUpdate } from "../gone.ts";
import { importAdvice } from "../importAdvice.ts";
import { type Desired, foreseeLeftover } from "../leftover.ts";
import type { Lifecycle } from "../lifecycle.ts";
import { takenOnRename } from "../nameTaken.ts";
import { ProviderError } from "../providerError.ts";

const PATH = "/api/v2/authorization/divisions";
const pathOf = (id: string) => `${PATH}/${encodeURIComponent(id)}`;

export const divisionLifecycle: Lifecycle<DivisionInputs, DivisionInputs> = {
  ...DIVISION,

  async create(session, inputs) {
    await assertNotThere(session, inputs);
    const { id } = await createOrAdopt(session, session.listings.divisions, {
      ...desired(inputs),
      create: (recover) => session.client.post(PATH, toBody(inputs), wireDivision, { recover }),
    });
    return { id, outs: inputs };
  },

  foresee: async (session, inputs) => {
    await assertNotThere(session, inputs);
    return foreseeLeftover(session.listings.divisions, desired(inputs));
  },

  async read(session, id, outs) {
    const division = await findDivision(session, id);
    if (division === undefined) return undefined;
    const inputs = fromWire(division, outs);
    return { inputs, outs: inputs };
  },

  async update(session, id, olds, news) {
    if (leavesOrgAlone(id, news, [toBody(olds, id), toBody(news, id)])) return news;
    const { divisions } = session.listings;
    const renaming = () =>
      takenOnRename({ kind: "division", ...news }, { id, ...olds }, divisions, () => put(session, id, news));
    await goneOnUpdate(`division "${news.name}"`, renaming);
    return news;
  },

  async delete(session, id, outs) {
    if (session.made.has(id)) return;
    try {
      // force=true is deprecated and may strand objects. Just emptied divisions still answer 400 for a while.
      await session.client.delete(pathOf(id), { query: { force: false }, notYet: [400] });
    } catch (error) {
      if (isStatus(error, 400)) throw await notEmpty(session, id, outs.name, error.message);
      if (!isStatus(error, 404)) throw error;
    }
    session.listings.divisions.deleted(id);
  },
};

function desired(inputs: DivisionInputs): Desired<WireDivision> {
  return {
    kind: "division",
    name: inputs.name,
    managedBy: inputs.managedBy,
    differences: async ({ homeDivision, ...found }) => {
      const { name, description } = fromWire(found, inputs);
      return [
        ...(homeDivision === true ? ["it is the Home division"] : []),
        ...(name === inputs.name ? [] : [`it is called "${name}"`]),
        ...(description === inputs.description ? [] : [`its description is "${description}"`]),
      ];
    },
    advice: ({ id }) => importAdvice({ of: DIVISION, id, inputs }),
  };
}

async function put(session: Session, id: string, inputs: DivisionInputs): Promise<WireDivision> {
  const division = await session.client.put(pathOf(id), toBody(inputs, id), wireDivision);
  session.listings.divisions.wrote(division);
  return division;
}

function findDivision({ client, listings }: Session, id: string): Promise<WireDivision | undefined> {
  return findOrGet(listings.divisions, id, () => client.get(pathOf(id), wireDivision));
}

function assertNotThere(session: Session, inputs: DivisionInputs): Promise<void> {
  const { advice } = desired(inputs);
  return assertAdoptedIsGone({ kind: "division", inputs, find: (id) => findDivision(session, id), advice });
}

function toBody(inputs: DivisionInputs, id?: string): object {
  return { name: inputs.name, description: storedDescription(inputs, id) };
}

function fromWire({ name, description }: WireDivision, before: DivisionInputs): DivisionInputs {
  return { ...before, name, description: withoutMarker(description, before.managedBy) };
}

async function notEmpty(session: Session, id: string, name: string, answer: string): Promise<ProviderError> {
  const query = { objectCount: true };
  const counts = await session.client.get(pathOf(id), wireDivision, { query }).then(
    ({ objectCounts }) => Object.entries(objectCounts ?? {}).filter(([, count]) => count > 0),
    // The counts are only there to help; the refusal itself is what has to be told.
    () => [],
  );
  const inside =
    counts.length > 0 ? ` It holds ${counts.map(([type, count]) => `${count} x ${type}`).join(", ")}.` : "";
  return new ProviderError(
    `The division "${name}" (id ${id}) was not deleted: the org says that objects are inside.${inside} ` +
      `Move them to another division, then run the same command again. ${answer}`,
  );
}
