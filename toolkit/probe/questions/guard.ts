import { NotObserved } from "../probe.ts";
import { observed, type Question } from "../question.ts";

export const guard: Question = {
  id: "guard",
  asks: "Must a client-credentials deployer hold a role itself before it may make a client with it?",
  does: "makes a client with a role that the deployer does not hold, once with a permission that it holds and once with one that it does not",
  switches: ["escalationGuard"],
  async ask(probe) {
    const WORDS = {
      role: "A client is refused with a role that the deployer does not hold itself (400 bad.client.role).",
      permissions: "A client is refused with a role that permits what the deployer may not (400 bad.client.role).",
      off: "A client can be made with any role, whatever the deployer holds.",
    };
    if ((await probe.guard()).guarded) return observed("role", WORDS);
    const strange = await probe.strangeRole();
    if (strange === undefined)
      throw new NotObserved(
        "the deployer holds every permission that is tried: run this with the client of a deployment, which holds few",
      );
    return observed((await probe.mayHandOut(strange.id)) ? "off" : "permissions", WORDS);
  },
};
