/**
 * The changes between two effective accesses, atom by atom (subject, item, division, condition), grouped by subject. An atom is gained when
 * nothing in the base covers it, lost when nothing in the head does: access in all divisions covers each of them, access without a condition
 * covers access under one.
 */

import type { Item } from "../effective/item.ts";
import type { Position } from "../language/problem.ts";
import type { ComparedTerms, TermChange } from "../terms/model.ts";
import type { ConditionText } from "../values/condition.ts";
import type { DivisionId } from "../values/division.ts";
import type { Subject } from "../values/subject.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import type { Digest } from "./digest.ts";
import type { Risk } from "./risk.ts";
import type { Verdict } from "./verdict.ts";

export interface AccessDiff {
  readonly stack: string;
  readonly organization: { readonly id: string; readonly name: string };
  readonly verdict: Verdict;
  readonly counts: Counts;
  /** Names exactly the gained atoms, those of unknown extent included; absent when there are none. */
  readonly digest?: Digest;
  /** Only subjects whose access changes; the riskiest gains first. */
  readonly subjects: readonly SubjectDiff[];
  /** Changes of what gives or limits access and is no permission. */
  readonly terms: readonly TermChange[];
  readonly renames: readonly Rename[];
  /** Limits of this comparison, one sentence for each thing that it could not see. Never empty, because no verdict sees everything. */
  readonly notCovered: readonly string[];
}

/** Numbers of atoms. */
export interface Counts {
  readonly gained: number;
  readonly lost: number;
  readonly unknown: number;
}

/** Another name for the same thing: no access changes by it. */
export type Rename =
  | { readonly kind: "client"; readonly from: Subject; readonly to: Subject }
  | { readonly kind: "division"; readonly from: string; readonly to: string };

export interface SubjectDiff {
  readonly subject: Subject;
  /** `added` and `removed`: on one side only. */
  readonly standing: "added" | "removed" | "changed";
  readonly gained: readonly Change[];
  readonly lost: readonly Change[];
  /** Gained or lost, and nobody can say here how much it is: existing roles, and what a wildcard stands for beyond the catalogue. */
  readonly unknown: readonly Change[];
  /** Narrower access that remains after a wider one was lost and that the base did not name: `routing:readonly` of `routing`, one division of all. */
  readonly kept: readonly Held[];
}

/** The place in which an item is held: its division, and the condition there. */
export interface Place {
  readonly division: DivisionId;
  readonly condition: ConditionText;
}

export interface Held extends Place {
  readonly item: Item;
}

/** One item gained or lost in some divisions, for one reason. */
export interface Change {
  readonly direction: "gained" | "lost";
  readonly item: Item;
  /** Sorted. */
  readonly divisions: readonly DivisionId[];
  readonly condition: ConditionText;
  /** The item was (is) held in the same place under another condition, or without one. */
  readonly conditionChange?: "removed" | "added" | "changed";
  /** Narrower places of the same item: held before a gain, still held after a loss. */
  readonly narrower: readonly Place[];
  /** The roles that give it in the head, or gave it in the base. */
  readonly via: readonly Via[];
  readonly cause: Cause;
  readonly risk: Risk;
}

export interface Via {
  /** Key of the role; absent for what a user-context client has by itself. */
  readonly role?: string;
  /** Place of the grant. */
  readonly path: YamlPath;
  /** The reason that stands beside the grant. */
  readonly justification?: string;
}

/**
 * `edited`: somebody wrote it. `division-joined`, `division-deleted`: the grant is as it was, and the divisions that it selects are not.
 * `unknown`: the base or the head has no YAML to compare.
 */
export type CauseKind =
  | "edited"
  | "division-joined"
  | "division-deleted"
  | "catalogue-changed"
  | "profile-changed"
  | "drift"
  | "back-fill"
  | "unknown";

export interface Cause {
  readonly kind: CauseKind;
  /** The place in the head's YAML, or the nearest place that is left of it. */
  readonly path?: YamlPath;
  readonly position?: Position;
}

/** The relation of base and head, where they are more than two versions of a spec. */
export interface DiffContext {
  /** The kind of change between them: another catalogue, other profiles, or drift, made by people and the vendor in the org. */
  readonly between?: "catalogue" | "profiles" | "drift";
  /** Permissions that the vendor is known to add to existing roles by itself; for `drift`. */
  readonly backFilled?: ReadonlySet<string>;
  /** Terms of the two sides. */
  readonly terms?: ComparedTerms;
  /** Nobody knows which terms the base had: no verdict says then that none was loosened. */
  readonly unknownTerms?: boolean;
  /** Said in `notCovered` besides what is always said. */
  readonly notCovered?: readonly string[];
  /**
   * Roles (keys) whose permissions may have changed without a trace here, for instance because the catalogue that they are expanded against
   * did. Who holds one of them is never called unchanged or narrowed.
   */
  readonly doubtfulRoles?: ReadonlySet<string>;
}
