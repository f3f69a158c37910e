/** `read-only` (the default) is a promise that the policy pack holds a role or client to. */
export const ACCESS_LEVELS = ["read-only", "read-write"] as const;

export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/** The level of what names none. */
export const USUAL_ACCESS: AccessLevel = "read-only";
