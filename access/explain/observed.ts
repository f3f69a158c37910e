/** Answers and diagnoses with what a probe saw in their org. Only words are added. */
import { observedAdvice } from "../observed/advice.ts";
import type { ObservedOrg } from "../observed/model.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { Explanation } from "./model.ts";
import { SCOPE_RULE } from "./notes.ts";

/** By layer and by code: the questions of a probe that an error is about. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  "bad.client.role": ["guard", "guard-grant", "guard-edit", "guard-secret"],
  "missing.client.scope": ["user-client-without-scope"],
  "missing.client.roles": ["last-grant"],
  "cannot.delete.client": ["active-client-delete"],
  token: ["tokens-after-new-secret", "tokens-after-inactive", "tokens-after-delete"],
  invalid_client: ["wrong-login", "inactive-login"],
  "resource.already.exists": ["role-names", "division-names", "division-names-case"],
};

export function diagnosisWith(diagnosis: Diagnosis, observed: ObservedOrg | undefined): Diagnosis {
  const { code = "", layer, advice } = diagnosis;
  const key = [code, layer].find((one) => Object.hasOwn(QUESTIONS, one)) ?? "";
  const seen = observedAdvice(observed, QUESTIONS[key] ?? []);
  return seen === undefined ? diagnosis : { ...diagnosis, advice: [...advice, seen] };
}

export function explanationWith(explanation: Explanation, observed: ObservedOrg | undefined): Explanation {
  const isOfScopes = explanation.notes.some((note) => note.startsWith(SCOPE_RULE));
  const seen = isOfScopes ? observedAdvice(observed, ["client-scopes"]) : undefined;
  return seen === undefined ? explanation : { ...explanation, notes: [...explanation.notes, seen] };
}
