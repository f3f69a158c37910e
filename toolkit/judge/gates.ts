/**
 * `widened`: something is gained, or may be, that nobody approved. `changed`: the same, or anything is lost. `unknown`: something changes of
 * which nobody can say here how much it is; an approval that lists it settles a gain.
 */
export const GATES = ["widened", "changed", "unknown"] as const;
export type Gate = (typeof GATES)[number];
