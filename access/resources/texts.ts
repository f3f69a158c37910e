/** Texts in keys and names of resources that one room writes and another recognises. */

/** The end of the name of a role that somebody gave a client in the org: a refresh shows it under that name. */
export const NOT_IN_STACK = " (not in this stack)";

/** Stands for a key or a name that is not known yet, and ends the name of a role of which a part is not. */
export const NOT_KNOWN = "(not known yet)";

/** The only division of a grant whose divisions are not known. */
export const DIVISIONS_NOT_KNOWN = "(divisions not known yet)";

/** In every sentence about a division that somebody else gave a subject of the stack: a preview finds these sentences among the engine's. */
export const LEFT_ALONE = "not managed by this stack, and left alone";

/** The beginning of every sentence about what a create is going to find in the org: a preview finds these sentences among the engine's. */
export const FOUND = "Found in the org: ";
