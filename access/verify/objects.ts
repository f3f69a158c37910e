/** Kinds of objects that live in divisions and can be read by their id: what borders are tried on. Paths by the vendor's documentation (catalogue/operations.tsv). */
import { type Operation, operation } from "../catalogue/operations.ts";

export interface ObjectKind {
  /** For people, in the singular. */
  readonly kind: string;
  /** The operation that lists them, and that the inventory is read by. */
  readonly list: string;
  /** The operation that reads one. */
  readonly one?: string;
  /** Operations that read what lies under one. */
  readonly nested: readonly string[];
}

/** In the order in which they are tried. */
export const OBJECT_KINDS: readonly ObjectKind[] = [
  of("queue", "/routing/queues", "queueId", "wrapupcodes", "members"),
  {
    kind: "conversation",
    list: "POST /api/v2/analytics/conversations/details/query",
    nested: ["GET /api/v2/conversations/{conversationId}/recordingmetadata"],
  },
  of("management unit", "/workforcemanagement/managementunits", "managementUnitId", "adherence", "users"),
  of("wrap-up code", "/routing/wrapupcodes", "codeId"),
  of("flow", "/flows", "flowId"),
  of("data table", "/flows/datatables", "datatableId", "rows"),
  of("contact list", "/outbound/contactlists", "contactListId"),
  of("campaign", "/outbound/campaigns", "campaignId"),
  of("schedule", "/architect/schedules", "scheduleId"),
  of("schedule group", "/architect/schedulegroups", "scheduleGroupId"),
  of("call route", "/architect/ivrs", "ivrId"),
  of("emergency group", "/architect/emergencygroups", "emergencyGroupId"),
  of("skill group", "/routing/skillgroups", "skillGroupId"),
];

function of(kind: string, path: string, parameter: string, ...under: readonly string[]): ObjectKind {
  const one = `GET /api/v2${path}/{${parameter}}`;
  return { kind, list: `GET /api/v2${path}`, one, nested: under.map((segment) => `${one}/${segment}`) };
}

/** @throws Error for an operation that the catalogue lacks: the table above is at fault then */
export function knownOperation(text: string): Operation {
  const [method = "", path = ""] = text.split(" ");
  const found = operation(method, path);
  if (!found) throw new Error(`The catalogue has no operation ${text}.`);
  return found;
}

/** The kind whose object the first parameter of an operation names, where nothing else has to be filled in. */
export function kindOf({ method, path }: Operation): ObjectKind | undefined {
  return OBJECT_KINDS.find(({ one, nested }) => one === `${method} ${path}` || nested.includes(`${method} ${path}`));
}

/** The path with the id of an object in the place of its only parameter. */
export function filled({ path }: Operation, id: string): string {
  return path.replace(/\{\w+\}/, encodeURIComponent(id));
}
