import { NotObserved } from "../probe.ts";
import type { Question } from "../question.ts";

export const guard: Question = {
  id: "guard",
  asks: "Must a client-credentials deployer hold a role itself before it may make a client with it?",
  does: "makes a client with a role that the deployer does not hold, once with a permission that it holds and once with one that it does not",
  switches: ["escalationGuard"],
  async ask(probe) {
    if ((await probe.guard()).guarded) return "role";
    const strange = await probe.strangeRole();
    if (strange === undefined)
      throw new NotObserved(
        "the deployer holds every permission that is tried: run this with the client of a deployment, which holds few",
      );
    return (await probe.mayHandOut(strange.id)) ? "off" : "permissions";
  },
};
