/** Wrap-up codes of the org. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { requireInDivision } from "../access/authoriser.ts";
import { maybe, readBody } from "../http/body.ts";
import { notFound } from "../http/errors.ts";
import { page } from "../http/paging.ts";
import type { Org } from "../org/org.ts";
import type { WrapupCode } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { divisionReference } from "./entities.ts";
import { requireSight, sees } from "./rows.ts";

export const wrapupCodeRoutes: RouteTable = {
  "GET /api/v2/routing/wrapupcodes": listCodes,
  "POST /api/v2/routing/wrapupcodes": createCode,
  "GET /api/v2/routing/wrapupcodes/{codeId}": (call) => wrapupCodeEntity(call.org, requireCode(call)),
  "DELETE /api/v2/routing/wrapupcodes/{codeId}": deleteCode,
};

const CodeBody = z.looseObject({
  name: z.string().trim().min(1),
  division: maybe(z.looseObject({ id: maybe(z.string()) })),
});

function listCodes(call: Call): unknown {
  const { org, query, path } = call;
  const name = query.text("name")?.toLowerCase().replaceAll("*", "");
  const found = org.data.wrapupCodes
    .filter(({ divisionId }) => sees(call, { divisionIds: [divisionId] }))
    .filter((code) => name === undefined || code.name.toLowerCase().includes(name));
  return page(path, query, found, (code) => wrapupCodeEntity(org, code));
}

function createCode(call: Call): unknown {
  const { org, caller } = call;
  const { name, division } = readBody(CodeBody, call.body);
  const divisionId = division?.id ?? org.homeDivision.id;
  if (divisionId !== "*" && org.division(divisionId) === undefined) throw notFound("division", divisionId);
  requireInDivision(org, caller.subjectId, "routing:wrapupCode:add", [divisionId]);
  const code = { id: randomUUID(), name, divisionId };
  org.data.wrapupCodes.push(code);
  return wrapupCodeEntity(org, code);
}

function deleteCode(call: Call): undefined {
  const { org } = call;
  const { id } = requireCode(call);
  org.data.wrapupCodes = org.data.wrapupCodes.filter((code) => code.id !== id);
  for (const queue of org.data.queues) {
    if (queue.wrapupCodeIds) queue.wrapupCodeIds = queue.wrapupCodeIds.filter((codeId) => codeId !== id);
  }
}

function requireCode(call: Call): WrapupCode {
  const id = param(call, "codeId");
  const code = call.org.data.wrapupCodes.find((it) => it.id === id);
  if (code === undefined) throw notFound("wrap-up code", id);
  requireSight(call, { divisionIds: [code.divisionId] });
  return code;
}

export function wrapupCodeEntity(org: Org, { id, name, divisionId }: WrapupCode): unknown {
  return { id, name, division: divisionReference(org, divisionId), selfUri: `/api/v2/routing/wrapupcodes/${id}` };
}
