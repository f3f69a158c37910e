/** Workforce management: adherence and schedules of agents. */
import { z } from "zod";
import { maybe, readBody } from "../http/body.ts";
import { badRequest, invalidQuery, notFound } from "../http/errors.ts";
import { readInterval, within } from "../http/interval.ts";
import { page } from "../http/paging.ts";
import type { ManagementUnit, Shift } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { divisionReference } from "./entities.ts";
import { requireSight, sees } from "./rows.ts";

/** Workforce management: an agent's schedule and adherence belong to the division of the agent's management unit. */
export const workforceRoutes: RouteTable = {
  "GET /api/v2/workforcemanagement/adherence": adherenceOfUsers,
  "GET /api/v2/workforcemanagement/managementunits": listUnits,
  "GET /api/v2/workforcemanagement/managementunits/{managementUnitId}": (call) => unitEntity(call, requireUnit(call)),
  "GET /api/v2/workforcemanagement/managementunits/{managementUnitId}/users": usersOfUnit,
  "GET /api/v2/workforcemanagement/managementunits/{managementUnitId}/adherence": adherenceOfUnit,
  "POST /api/v2/workforcemanagement/managementunits/{managementUnitId}/agentschedules/search": searchInUnit,
  "POST /api/v2/workforcemanagement/businessunits/{businessUnitId}/agentschedules/search": searchInBusinessUnit,
};

const SearchBody = z.looseObject({ startDate: z.string(), endDate: z.string(), userIds: maybe(z.array(z.string())) });

/** Agents of other divisions are left out silently. `userId` is required; the vendor takes up to 100. */
function adherenceOfUsers(call: Call): unknown {
  const userIds = call.query.list("userId");
  if (userIds.length === 0 || userIds.length > 100) throw invalidQuery("userId", userIds.slice(0, 3).join(","));
  return userIds.flatMap((userId) => {
    const unit = call.org.data.managementUnits.find((it) => it.userIds.includes(userId));
    return unit !== undefined && seesUnit(call, unit) ? [adherenceEntity(call, unit, userId)] : [];
  });
}

function adherenceOfUnit(call: Call): unknown {
  const unit = requireUnit(call);
  return { entities: unit.userIds.map((userId) => adherenceEntity(call, unit, userId)) };
}

/** The vendor lists no permission for it, so every caller sees all units, as with users (unverified). */
function listUnits(call: Call): unknown {
  return page(call.path, call.query, call.org.data.managementUnits, (unit) => unitEntity(call, unit));
}

function unitEntity({ org }: Call, { id, name, divisionId, businessUnitId }: ManagementUnit): unknown {
  return {
    id,
    name,
    division: divisionReference(org, divisionId),
    businessUnit: { id: businessUnitId, selfUri: `/api/v2/workforcemanagement/businessunits/${businessUnitId}` },
    selfUri: `/api/v2/workforcemanagement/managementunits/${id}`,
  };
}

function usersOfUnit(call: Call): unknown {
  const unit = requireUnit(call);
  const entities = unit.userIds.map((id) => ({ id, user: { id, selfUri: `/api/v2/users/${id}` } }));
  return { entities };
}

/** Nobody works right now in this org: everyone is off queue and in adherence. */
function adherenceEntity({ org }: Call, unit: ManagementUnit, userId: string): unknown {
  return {
    id: userId,
    user: { id: userId, selfUri: `/api/v2/users/${userId}` },
    managementUnit: { id: unit.id, selfUri: `/api/v2/workforcemanagement/managementunits/${unit.id}` },
    businessUnit: {
      id: unit.businessUnitId,
      selfUri: `/api/v2/workforcemanagement/businessunits/${unit.businessUnitId}`,
    },
    scheduledActivityCategory: "Unavailable",
    systemPresence: "Offline",
    routingStatus: "OFF_QUEUE",
    actualActivityCategory: "Unavailable",
    isOutOfOffice: false,
    adherenceState: "InAdherence",
    impact: "Neutral",
    timeOfAdherenceChange: org.timestamp(),
  };
}

function searchInUnit(call: Call): unknown {
  return search(call, [requireUnit(call)]);
}

/** The units of the business unit that the caller reaches; 403 when the business unit lies elsewhere and none of them is reached. */
function searchInBusinessUnit(call: Call): unknown {
  const id = param(call, "businessUnitId");
  const businessUnit = call.org.data.businessUnits.find((it) => it.id === id);
  if (businessUnit === undefined) throw notFound("business unit", id);
  const units = call.org.data.managementUnits.filter((it) => it.businessUnitId === id);
  const seen = units.filter((unit) => seesUnit(call, unit));
  if (seen.length === 0) requireSight(call, { divisionIds: [businessUnit.divisionId] });
  return search(call, seen);
}

/** Answered at once with status Complete; a big real answer comes by `downloadUrl` instead. */
function search(call: Call, units: readonly ManagementUnit[]): unknown {
  const { startDate, endDate, userIds } = readBody(SearchBody, call.body);
  const span = readInterval(`${startDate}/${endDate}`);
  const members = units.flatMap((unit) => unit.userIds);
  const stranger = userIds?.find((id) => call.org.user(id) === undefined);
  if (stranger !== undefined) throw badRequest(`The user ${stranger} does not exist.`);
  const asked = members.filter((id) => userIds === undefined || userIds.includes(id));
  const shifts = call.org.data.shifts.filter(({ startDate: start }) => within(span, start));
  const agentSchedules = asked.map((id) => ({
    user: { id, selfUri: `/api/v2/users/${id}` },
    shifts: shifts.filter(({ userId }) => userId === id).map(shiftEntity),
  }));
  return { status: "Complete", result: { agentSchedules, businessUnitTimeZone: "UTC", publishedSchedules: [] } };
}

function shiftEntity({ id, startDate, lengthMinutes }: Shift): unknown {
  return { id, startDate, lengthMinutes, activities: [{ startDate, lengthMinutes, activityCodeId: "0", paid: true }] };
}

function requireUnit(call: Call): ManagementUnit {
  const id = param(call, "managementUnitId");
  const unit = call.org.data.managementUnits.find((it) => it.id === id);
  if (unit === undefined) throw notFound("management unit", id);
  requireSight(call, { divisionIds: [unit.divisionId] });
  return unit;
}

function seesUnit(call: Call, { divisionId }: ManagementUnit): boolean {
  return sees(call, { divisionIds: [divisionId] });
}
