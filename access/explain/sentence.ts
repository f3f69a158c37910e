/** Answers as sentences. */
import { printCondition } from "../values/condition.ts";
import { printDivision } from "../values/division.ts";
import { quote } from "../values/flaw.ts";
import type { Asked } from "./asked.ts";
import type { Decision, Evidence } from "./decide.ts";
import { ownOnlyIn } from "./ownOnly.ts";

const KINDS = { client: "Client", "existing-client": "Existing client", group: "Group", user: "User" } as const;

/** `Client "powerbi"`. */
export function subjectPhrase({ subject: { kind, key } }: Asked): string {
  return `${KINDS[kind]} ${quote(key)}`;
}

/** ` in EMEA_Operations`, or nothing where no division is asked for. */
export function inDivision({ division }: Pick<Asked, "division">): string {
  return division === undefined ? "" : ` in ${printDivision(division)}`;
}

export function verdictSentence(asked: Asked, decision: Decision): string {
  const { state, evidence } = decision;
  const { need } = asked;
  const who = `${subjectPhrase(asked)} ${VERBS[state]} ${need.operation ? "call" : "use"} ${need.text}${inDivision(asked)}`;
  if (need.match === "NONE") return `${who}: the operation declares no permission.`;
  if (need.match === "UNKNOWN") return `${who}: no public source says which permission the operation asks for.`;
  if (state === "no") return `${who}: ${missingText(asked, evidence)}.`;
  const shown = state === "yes" ? evidence : evidence.filter((one) => one.state === state);
  return `${who}: ${shown.map((one) => evidenceText(asked, one)).join("; ")}${ownText(asked, decision)}${loginText(asked, decision)}.`;
}

/**
 * The roles are enough, and whether roles count at all only the org knows: an existing client may be one that acts as the user who signs in. A
 * client that the stack makes says in the spec how it logs in.
 */
export function loginDecides({ subject, need }: Asked, { state }: Decision): boolean {
  return (
    subject.kind === "existing-client" && subject.grantType === undefined && need.match !== "NONE" && state === "yes"
  );
}

function loginText(asked: Asked, decision: Decision): string {
  return loginDecides(asked, decision) ? "; that counts only if it logs in with client credentials" : "";
}

function ownText({ subject }: Asked, decision: Decision): string {
  const own = ownOnlyIn(subject, decision);
  if (!own) return "";
  return `; that shows the ${own.shows} of the user who signed in, and this client has no user: the answer stays empty without ${own.instead}`;
}

const VERBS = {
  yes: "can",
  conditional: "can, where a condition is met,",
  maybe: "may be able to",
  elsewhere: "cannot",
  no: "cannot",
} as const;

function missingText({ need, subject }: Asked, evidence: readonly Evidence[]): string {
  const missing = evidence.filter(({ state }) => state === "no").map(({ permission }) => permission);
  const wanted =
    missing.length < 2 ? missing.join("") : `${need.match === "ALL" ? "" : "any of "}${missing.join(", ")}`;
  const roles = new Set(subject.products.flatMap(({ role }) => role ?? []));
  const whose =
    roles.size === 0 ? "it has no roles, and it needs" : `none of its roles (${[...roles].join(", ")}) gives`;
  return `${whose} ${wanted}`;
}

/** One link of the path: role, permission, divisions, and what holds them together. */
export function evidenceText(asked: Asked, { permission, state, holding, because }: Evidence): string {
  if (!holding) return `no role gives ${permission}`;
  const where = holding.divisions.map(printDivision).join(", ");
  const { file, line } = asked.spec.locate(holding.path);
  const gives = `role ${quote(holding.role)} gives ${permission}`;
  const place = `(${file}:${line})`;
  switch (because) {
    case "leaks":
      return `${gives} in ${where} ${place}, and it leaks: no division limits it`;
    case "may-leak":
      return `${gives} in ${where} ${place}, and nobody has verified that divisions limit it`;
    case "existing-role":
      return `role ${quote(holding.existing)} of the org, which this stack does not make, is granted in ${where} ${place}, and may hold ${permission}`;
    default:
      return `${gives}${state === "elsewhere" ? " only" : ""} in ${where} ${place}${conditionOf(asked, permission, holding.path)}`;
  }
}

function conditionOf({ subject }: Asked, permission: string, path: readonly (string | number)[]): string {
  const product = subject.products.find(
    (one) => one.path.join() === path.join() && one.condition !== "" && one.items.includes(`permission:${permission}`),
  );
  return product ? `, where ${printCondition(product.condition)}` : "";
}
