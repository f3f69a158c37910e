/** Diagnoses for people. */
import type { Diagnosis } from "./diagnosis.ts";
import { explanationText, lines } from "./text.ts";

export function diagnosisText({
  layer,
  code,
  sentence,
  permissions,
  match,
  correlationId,
  advice,
  explanation,
}: Diagnosis): string {
  const named = permissions.length < 2 ? "" : match === "ALL" ? "all of " : "one of ";
  const head = lines([
    `${layer}${code === undefined ? "" : ` (${code})`}: ${sentence}`,
    ...(permissions.length > 0 ? [`  Needed: ${named}${permissions.join(", ")}`] : []),
    ...(correlationId === undefined ? [] : [`  Correlation id, for the vendor's support: ${correlationId}`]),
    ...advice.map((one) => `  ${one}`),
  ]);
  return explanation ? `${head}\n${explanationText(explanation)}` : head;
}
