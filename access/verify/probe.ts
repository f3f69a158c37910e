/** One line of a plan: a claim, the request that tests it, and what its answer has to be. */
import type { ConditionalItems } from "../effective/roleItems.ts";
import type { ProbeKind, Unprovable } from "./model.ts";

/** A read: GET, or a POST that only queries. */
export interface ProbeRequest {
  readonly method: "GET" | "POST";
  /** With ids and query, without a host. */
  readonly path: string;
  readonly body?: unknown;
  /** Its answer is a listing, and all of its pages are wanted. */
  readonly pages?: "query" | "body";
}

export interface Place {
  readonly file: string;
  readonly line: number;
  /** In the YAML: `clients.crm.cannot[0]`. */
  readonly path: string;
}

/** `everywhere` is All-Divisions; else the divisions by id. */
export interface Where {
  readonly everywhere: boolean;
  readonly divisionIds: readonly string[];
}

export type RoleName = { readonly id: string } | { readonly name: string };

export type Expects =
  | {
      readonly what: "owner";
      readonly clientName: string;
      readonly clientId?: string;
      readonly organizationId: string;
    }
  | { readonly what: "terms"; readonly grantType: string; readonly scopes: readonly string[] }
  | { readonly what: "grant"; readonly role: RoleName; readonly where: Where }
  | {
      readonly what: "role";
      readonly name: string;
      readonly items: readonly ConditionalItems[];
      readonly lines: readonly PermitLine[];
    }
  | { readonly what: "no other role"; readonly roles: readonly RoleName[] }
  /** The permission holds exactly there; `leaks` where divisions may not limit it. */
  | { readonly what: "permitted"; readonly permission: string; readonly where: Where; readonly leaks: boolean }
  /** In one division, or in any. */
  | { readonly what: "held"; readonly permission: string; readonly divisionId?: string }
  | { readonly what: "not held"; readonly permission: string; readonly divisionId?: string }
  | { readonly what: "answers" }
  /** For lack of one of these permissions. */
  | { readonly what: "refused"; readonly permissions: readonly string[] }
  /** An object of another division; `unsure` where nobody knows whether divisions limit it. */
  | { readonly what: "closed"; readonly unsure: boolean }
  /** Nothing of other divisions in a listing. */
  | {
      readonly what: "lists only";
      readonly kind: string;
      readonly divisionIds: readonly string[];
      readonly unsure: boolean;
      /** There is something in those divisions that the listing has to show. */
      readonly shows: boolean;
    };

export interface PermitLine {
  readonly permission: string;
  /** As `conditionText` says it; empty for none. */
  readonly condition: string;
}

export interface Probe {
  readonly kind: ProbeKind;
  /** A sentence without its end: `routing:queue:view holds in EMEA alone`. */
  readonly claim: string;
  readonly place: Place;
  readonly expected: string;
  readonly expects: Expects;
  /** Absent where nothing can be asked. */
  readonly request?: ProbeRequest;
  readonly unprovable?: { readonly reason: Unprovable; readonly remark: string };
  /** The request whose success shows that a refusal is one; absent where the client's own grants before and after have to do. */
  readonly control?: ProbeRequest;
  /** The spec promises one thing and grants another: whatever comes back, the tool foretold it. */
  readonly contradicted?: boolean;
  /** One that is left out where there is no room: nobody asked for it. */
  readonly spare?: boolean;
}

/** The remark of a row whose promise the spec's own grants contradict. */
export const CONTRADICTION = "The grants of the spec say otherwise than this promise: the spec contradicts itself.";

/** Requests that are the same are sent once. */
export function requestKey({ method, path, body }: ProbeRequest): string {
  return `${method} ${path}${body === undefined ? "" : ` ${JSON.stringify(body)}`}`;
}

export function printRequest({ method, path }: ProbeRequest): string {
  return `${method} ${path}`;
}

/** Whose token it is. No permission is asked for. */
export const OWN_TOKEN: ProbeRequest = { method: "GET", path: "/api/v2/tokens/me" };
/** What its client holds: also the control before and after everything else. */
export const OWN_GRANTS: ProbeRequest = { method: "GET", path: "/api/v2/authorization/subjects/me" };
export const END_OF_TOKEN = "/api/v2/tokens/me";

/** Where the org itself says that a permission holds. */
export function permittedRequest(permission: string): ProbeRequest {
  const query = new URLSearchParams({ permission, pageSize: "100" });
  return { method: "GET", path: `/api/v2/authorization/divisionspermitted/paged/me?${query}`, pages: "query" };
}
