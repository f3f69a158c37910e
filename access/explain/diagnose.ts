/** Reads a pasted 401, 403 or empty answer: an error body of the API or of the login, an SDK's print of it, or plain text. */
import { nearestPermissions } from "../catalogue/nearestPermissions.ts";
import { permissionExists } from "../catalogue/permissions.ts";
import { type Need, needOf } from "../intent/need.ts";
import type { Asked } from "./asked.ts";
import { decide } from "./decide.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { explainNeed } from "./explain.ts";
import { holdingsOf } from "./holding.ts";
import type { Explanation } from "./model.ts";
import { ownOnlyOf } from "./ownOnly.ts";
import { type PastedText, readPasted } from "./pasted.ts";
import { apiError, EMPTY_RESULT, errorByStatus, errorByText, loginError, type VendorError } from "./vendorErrors.ts";

/** The subject that made the call, with the spec and the access that give it roles. */
export type Caller = Pick<Asked, "access" | "spec" | "subject">;

export function diagnose(text: string, caller?: Caller): Diagnosis {
  const pasted = readPasted(text);
  const error = errorOf(pasted);
  const { permissions } = pasted;
  const match = permissions.length > 0 ? matchOf(pasted) : undefined;
  const code = pasted.code ?? pasted.loginError ?? (pasted.status === undefined ? undefined : String(pasted.status));
  const need = match ? needOf(permissions, match) : error === EMPTY_RESULT ? ownNeed(caller) : undefined;
  const explained = caller && need ? explainNeed({ ...caller, need, division: undefined }) : undefined;
  const everywhere = caller !== undefined && need !== undefined && isHeldEverywhere(caller, need);
  return {
    layer: explained ? layerWith(error, explained, everywhere) : error.layer,
    ...(code !== undefined && { code }),
    sentence: error.means,
    permissions,
    ...(match && { match }),
    ...(pasted.correlationId !== undefined && { correlationId: pasted.correlationId }),
    advice: [...error.advice, ...permissionAdvice(pasted, explained?.answer, everywhere), ...guardAdvice(pasted)],
    ...(explained && { explanation: explained }),
  };
}

/**
 * A permission that the client holds somewhere was missing in one place: that is the division, or a change that has not arrived yet. One that it holds
 * everywhere was missing for a reason that no role can mend.
 */
function layerWith(error: VendorError, { answer, layer }: Explanation, everywhere: boolean): Diagnosis["layer"] {
  if (error === EMPTY_RESULT && layer === "ownership") return layer;
  if (error.layer !== "permission" || answer !== "allowed") return error.layer;
  return everywhere ? "unknown" : "division";
}

/** In every division, whatever object the call was about. */
function isHeldEverywhere({ subject }: Caller, need: Need): boolean {
  return decide(need, holdingsOf(subject), "all").state === "yes";
}

/** The first suspect of an empty answer: a permission that lets the caller in and shows it nothing. */
function ownNeed(caller: Caller | undefined): Need | undefined {
  const [own] = caller ? ownOnlyOf(caller.subject) : [];
  return own && needOf([own.permission], "ALL");
}

const UNKNOWN: VendorError = {
  layer: "unknown",
  means: "The text has no error code, no status and no permissions that are known here.",
  advice: ["Paste the whole body of the answer, with its status."],
};

function errorOf(pasted: PastedText): VendorError {
  const { code = "", status = 0, loginError: login = "", text, permissions } = pasted;
  const coded = apiError(code) ?? errorByText(text) ?? loginError(login, text);
  if (coded) return coded;
  if (permissions.length > 0) {
    return apiError(matchOf(pasted) === "ANY" ? "missing.any.permissions" : "missing.permissions") ?? UNKNOWN;
  }
  return pasted.isEmptyResult ? EMPTY_RESULT : (errorByStatus(status) ?? UNKNOWN);
}

/** The vendor's sentence for alternatives: "You must have at least one of the following permissions assigned: […]". */
function matchOf({ code, text }: PastedText): "ALL" | "ANY" {
  return code === "missing.any.permissions" || /at least one|any of/i.test(text) ? "ANY" : "ALL";
}

function permissionAdvice(
  { permissions }: PastedText,
  answer: Explanation["answer"] | undefined,
  everywhere: boolean,
): string[] {
  const unknown = permissions.filter((permission) => !permissionExists(permission));
  const odd = unknown.map((permission) => {
    const [near] = nearestPermissions(permission, 1);
    return `The catalogue does not list ${permission}${near === undefined ? "" : ` (nearest: ${near})`}: the org may be newer.`;
  });
  if (permissions.length === 0) return [];
  if (answer === undefined) return [...odd, "Name the client with --client to see which of its roles needs them."];
  if (answer !== "allowed") return odd;
  if (everywhere) return [...odd, ...BEYOND_ROLES];
  return [
    ...odd,
    "The spec gives the client these permissions: compare the divisions of its grants with that of the object, or wait until the change has arrived (minutes).",
    "See that the spec is deployed: `genesys-access diff`, or `pulumi preview`.",
  ];
}

/** What is left where the client holds everything that was asked for, in every division. */
const BEYOND_ROLES: readonly string[] = [
  "The spec gives the client these permissions in every division, so no role and no division is in the way. What is left:",
  "- The spec is not deployed yet, or the change has not arrived (minutes): `genesys-access diff`, or `pulumi preview`.",
  "- The org does not have the product or the feature: `genesys-access preflight` names the permissions that it does not list.",
  "- A licence does not cover the call: compare the org's subscription with what the operation belongs to.",
  "- An access policy of the org denies it, whatever the roles say: ask whoever keeps the org's policies.",
];

/** Deploying access is guarded: nobody hands out what they do not hold. What the API answers then is in no public source. */
function guardAdvice({ text }: PastedText): string[] {
  if (!/oauth\/clients|authorization\/(roles|subjects)|oauth:client:|authorization:(role|grant):/.test(text)) return [];
  return [
    "When a deployment failed with it: the deploying client must itself hold every role that it puts on a client, or a role with at least its permissions.",
  ];
}
