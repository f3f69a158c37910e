/** Two objects with one name. */
import type { Kind } from "../ledger.ts";
import type { Probe } from "../probe.ts";
import type { Question } from "../question.ts";

export const roleNames: Question = {
  id: "role-names",
  asks: "May two custom roles have one name?",
  does: "makes two roles with one name",
  switches: ["uniqueNames"],
  ask: async (probe) => second(probe, "role", (name) => probe.makeRole(["authorization:role:view"], name)),
};

export const divisionNames: Question = {
  id: "division-names",
  asks: "May two divisions have one name?",
  does: "makes two divisions with one name",
  switches: ["uniqueNames"],
  ask: async (probe) => second(probe, "division", (name) => probe.makeDivision(name)),
};

export const divisionNamesCase: Question = {
  id: "division-names-case",
  asks: "Are names of divisions that differ in case only two names?",
  does: "makes two divisions whose names differ in case",
  switches: ["uniqueNames"],
  ask: async (probe) =>
    second(probe, "division", (name, isSecond) => probe.makeDivision(isSecond ? name.toUpperCase() : name)),
};

export const clientNames: Question = {
  id: "client-names",
  asks: "May two clients have one name?",
  does: "makes two clients with one name",
  ask: async (probe) => {
    const pair = await probe.pair();
    return second(probe, "client", (name) => probe.makeClient([pair], {}, name));
  },
};

/** The org may look for the name where its reads look. */
async function second(
  probe: Probe,
  kind: Kind,
  make: (name: string, isSecond: boolean) => Promise<unknown>,
): Promise<"allowed" | "refused"> {
  const name = probe.nextName(kind);
  await make(name, false);
  await probe.settle();
  return (await probe.attempt(() => make(name, true))).ok ? "allowed" : "refused";
}
