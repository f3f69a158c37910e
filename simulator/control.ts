/** The endpoints under /simulator, for tests and for people who watch. */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readBody } from "./http/body.ts";
import { notFound } from "./http/errors.ts";
import { addPermissionToRoles } from "./org/backfill.ts";
import { canonical } from "./org/canonical.ts";
import type { World } from "./server.ts";
import { SwitchesSchema } from "./switchesSchema.ts";

/** The simulator's own endpoints, outside of the vendor's API and without a token: they stand for what a person or a test does beside it. */
export function registerControl(app: FastifyInstance, { org, switches, tokens, log, history, changed }: World): void {
  app.get("/simulator/switches", () => switches);
  app.put("/simulator/switches", ({ body }) => Object.assign(switches, readBody(SwitchesSchema, body)));
  app.get("/simulator/requests", () => log);
  app.get("/simulator/org", () => canonical(org.data));
  app.get("/simulator/history", () => history.moments());
  app.post("/simulator/backfill", ({ body }) => {
    const widened = addPermissionToRoles(org, readBody(BackfillBody, body));
    changed();
    return { widened };
  });
  app.post("/simulator/tokens", ({ body }) => {
    const { clientId, userId } = readBody(UserLogin, body);
    const client = org.client(clientId);
    if (client === undefined) throw notFound("OAuth client", clientId);
    if (org.user(userId) === undefined) throw notFound("user", userId);
    return {
      access_token: tokens.issue(client, userId),
      token_type: "bearer",
      expires_in: client.accessTokenValiditySeconds,
    };
  });
}

const BackfillBody = z.strictObject({ holding: z.string(), adds: z.string() });

/** Stands for the browser login of the CODE and SAML2-BEARER grants, which is not simulated: only the token that it ends with. */
const UserLogin = z.strictObject({ clientId: z.string(), userId: z.string() });
