/** A rotation is two edits with an update after each: a new generation beside the old one, then the new one alone. */
import type { SpecSecret } from "../../access/language/spec.ts";

export type Step = "begin" | "retire";

export function nextStep({ keep }: SpecSecret): Step {
  return keep.length === 0 ? "begin" : "retire";
}

export function afterStep(secret: SpecSecret): SpecSecret {
  const { generation } = secret;
  if (nextStep(secret) === "retire") return { ...secret, keep: [] };
  return { ...secret, generation: generation + 1, keep: [generation] };
}
