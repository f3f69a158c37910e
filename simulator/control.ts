/** The endpoints under /simulator, for tests and for people who watch. */
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { readBody } from "./http/body.ts";
import { notFound } from "./http/errors.ts";
import { addPermissionToRoles } from "./org/backfill.ts";
import { canonical } from "./org/canonical.ts";
import { shipRelease } from "./org/shipRelease.ts";
import type { Release } from "./org/vendor.ts";
import type { World } from "./server.ts";
import { SwitchesSchema } from "./switchesSchema.ts";

/** The simulator's own endpoints, outside of the vendor's API and without a token: they stand for what a person or a test does beside it. */
export function registerControl(
  app: FastifyInstance,
  { org, switches, tokens, log, history, clock, changed }: World,
): void {
  app.get("/simulator/switches", () => switches);
  app.put("/simulator/switches", ({ body }) => Object.assign(switches, readBody(SwitchesSchema, body)));
  app.get("/simulator/requests", () => log);
  app.get("/simulator/org", () => canonical(org.data));
  app.get("/simulator/history", () => history.moments());
  app.get("/simulator/clock", () => ({ now: org.timestamp() }));
  app.put("/simulator/clock", ({ body }) => {
    const asked = readBody(ClockBody, body);
    if ("now" in asked) clock.set(asked.now);
    else clock.advance(asked.advance);
    return { now: org.timestamp() };
  });
  app.post("/simulator/backfill", ({ body }) => {
    const widened = addPermissionToRoles(org, readBody(BackfillBody, body));
    changed({ kind: "vendor" });
    return { widened };
  });
  app.post("/simulator/release", ({ body }) => {
    const widened = shipRelease(org, releaseOf(body));
    changed({ kind: "vendor" });
    return { changed: widened };
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

const permission = z.string().regex(/^[\w-]+:[\w-]+:\w+$/, "no permission domain:entity:action");

const ReleaseBody = z.strictObject({
  adds: z.array(permission).default([]),
  renames: z.array(z.strictObject({ from: permission, to: permission })).default([]),
  splits: z.array(z.strictObject({ from: permission, into: z.array(permission).min(2) })).default([]),
  backfills: z.array(z.strictObject({ holding: permission, adds: permission })).default([]),
  divisionAware: z.record(permission, z.boolean()).default({}),
  scopes: z.array(z.string()).default([]),
});

function releaseOf(body: unknown): Release {
  return readBody(ReleaseBody, body);
}

const ClockBody = z.union(
  [z.strictObject({ now: z.string() }), z.strictObject({ advance: z.union([z.number(), z.string()]) })],
  'write {"now": "2026-06-01T08:00:00Z"}, {"advance": "P1D"} or {"advance": milliseconds}',
);

const BackfillBody = z.strictObject({ holding: z.string(), adds: z.string() });

/** Stands for the browser login of the CODE and SAML2-BEARER grants, which is not simulated: only the token that it ends with. */
const UserLogin = z.strictObject({ clientId: z.string(), userId: z.string() });
