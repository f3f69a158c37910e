import type { EffectiveAccess, EffectiveSubject } from "../effective/model.ts";
import type { Need } from "../intent/need.ts";
import type { LoadedSpec } from "../language/loadSpec.ts";
import type { DivisionId } from "../values/division.ts";

/** A question whose words were found in spec and catalogue: the material for sentences, notes and fixes. */
export interface Asked {
  readonly access: EffectiveAccess;
  readonly spec: LoadedSpec;
  readonly subject: EffectiveSubject;
  readonly need: Need;
  readonly division: DivisionId | undefined;
}
