import type { DivisionId } from "../effective/division.ts";
import type { EffectiveAccess, EffectiveSubject } from "../effective/model.ts";
import type { LoadedSpec } from "../language/loadSpec.ts";
import type { Need } from "./need.ts";

/** A question whose words were found in spec and catalogue: what sentences, notes and fixes are made from. */
export interface Asked {
  readonly access: EffectiveAccess;
  readonly spec: LoadedSpec;
  readonly subject: EffectiveSubject;
  readonly need: Need;
  readonly division: DivisionId | undefined;
}
