/** What the org keeps of a client, and what it shows. */
import { z } from "zod";
import { pathOf } from "../objects.ts";
import { NotObserved } from "../probe.ts";
import type { Question } from "../question.ts";

export const secretOnRead: Question = {
  id: "secret-on-read",
  asks: "Does reading a client show its secret?",
  does: "reads a client of the probe; the secret is looked for and not kept",
  switches: ["secretOnRead"],
  async ask(probe) {
    const { id } = await probe.sharedClient();
    const isThere = z.object({
      secret: z
        .unknown()
        .optional()
        .transform((secret) => typeof secret === "string" && secret !== ""),
    });
    const { secret } = await probe.client.get(pathOf("client", id), isThere);
    return secret;
  },
};

const SCOPE = "routing:readonly";

export const clientScopes: Question = {
  id: "client-scopes",
  asks: "What does the org do with scopes of a client-credentials client?",
  does: `makes a client with the scope ${SCOPE} and calls with it what that scope does not cover`,
  async ask(probe) {
    const tried = await probe.attempt(() => probe.newClient({ scope: [SCOPE] }));
    if (!tried.ok) return "refused";
    const { scope } = await probe.readClient(tried.value.id);
    if (!scope.includes(SCOPE)) return "dropped";
    const caller = probe.as(tried.value);
    if (caller === undefined) throw new NotObserved("the org did not tell the secret of a new client");
    const called = await caller.client.get("/api/v2/authorization/roles", z.unknown()).then(
      () => true,
      () => false,
    );
    const code = caller.met.at(-1)?.code;
    if (called) return "kept, without effect";
    if (code === "app.not.authorized.for.scope") return "kept, and limit";
    throw new NotObserved(`the call was refused for another reason (${code ?? "no answer"})`);
  },
};

export const userClientWithoutScope: Question = {
  id: "user-client-without-scope",
  asks: "May a client that acts for users be made without a scope?",
  does: "makes a client of the grant type Code without a scope, to which nobody signs in",
  switches: ["scopesRequired"],
  async ask(probe) {
    const more = { authorizedGrantType: "CODE", registeredRedirectUri: ["https://probe.contoso.example/callback"] };
    const tried = await probe.attempt(() => probe.makeClient([], { ...more, roleDivisions: undefined }));
    if (!tried.ok && tried.error.code !== "missing.client.scope") throw tried.error;
    return tried.ok ? "allowed" : "refused";
  },
};

export const roleDivisions: Question = {
  id: "role-divisions",
  asks: "Are the roleDivisions of a client and its grants the same?",
  does: "makes a client with one pair, grants it another one, and compares both sides",
  async ask(probe) {
    const { id } = await probe.sharedClient();
    const pair = { ...(await probe.pair()), divisionId: (await probe.makeDivision()).id };
    await probe.settle();
    await probe.changeGrants(id, "bulkadd", [pair]);
    await probe.settle();
    const [{ roleDivisions: ofClient }, ofSubject] = [await probe.readClient(id), await probe.grantsOf(id)];
    const textOf = (pairs: typeof ofSubject) =>
      pairs
        .map((one) => `${one.roleId} ${one.divisionId}`)
        .sort()
        .join(", ");
    const same = textOf(ofClient ?? []) === textOf(ofSubject);
    await probe.changeGrants(id, "bulkremove", [pair]);
    return same;
  },
};

export const lastGrant: Question = {
  id: "last-grant",
  asks: "May the authorization API take a client's last role?",
  does: "takes the only grant from a client of the probe",
  async ask(probe) {
    const { id } = await probe.newClient();
    const grants = await probe.grantsOf(id);
    const tried = await probe.attempt(() => probe.changeGrants(id, "bulkremove", grants));
    await probe.settle();
    const left = (await probe.grantsOf(id)).length > 0;
    if (tried.ok && !left) await probe.changeGrants(id, "bulkadd", grants);
    if (!tried.ok) return "refused";
    return left ? "kept" : "allowed";
  },
};
