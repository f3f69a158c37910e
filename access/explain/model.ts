/** Answers to "may this client do that": one sentence, the layer that decides, and the lines to write in the file. */
import type { Position } from "../language/problem.ts";

/** `undecided`: this file alone cannot say. */
export type Answer = "allowed" | "denied" | "undecided";

/** The layers that a token passes on its way, outermost first: one of them decides. `ownership`: the call is allowed, and its answer stays empty. */
export type Layer =
  | "operation"
  | "grant-type"
  | "scope"
  | "permission"
  | "existing-role"
  | "condition"
  | "division"
  | "division-awareness"
  | "ownership";

export interface Explanation {
  /** As the spec names it: `clients.powerbi`. */
  readonly subject: string;
  /** The operation or permission. */
  readonly need: string;
  readonly division?: string;
  readonly answer: Answer;
  /** The layer that denies, leaves the answer open, or lets the call in and shows it nothing; absent when no layer does. */
  readonly layer?: Layer;
  readonly sentence: string;
  /** Roles that give the permissions, or would in another division. */
  readonly path: readonly Step[];
  readonly fixes: readonly Fix[];
  /** Further remarks for the reader; whole sentences. */
  readonly notes: readonly string[];
}

/** One permission on its way: subject, role, permission, divisions. */
export interface Step {
  readonly permission: string;
  readonly role: string;
  readonly divisions: readonly string[];
  /** Place of the grant. */
  readonly position: Position;
}

/** A change of the spec: one imperative sentence, its place, and the lines to write there. */
export interface Fix {
  readonly does: string;
  readonly position: Position;
  readonly path: string;
  readonly yaml: string;
}
