/** Permissions of a suggested role that rules refuse for what their holder can do with them. */
import { DANGER_KINDS, dangersOf } from "../catalogue/dangers.ts";

/** A line for each danger whose permissions the role has all: `a:b:edit does …`. */
export function dangerRemarks(permissions: readonly string[]): string[] {
  const held = new Set(permissions);
  return DANGER_KINDS.flatMap((kind) =>
    dangersOf(kind)
      .filter((danger) => danger.permissions.every((one) => held.has(one)))
      .map(({ permissions: all, does }) => {
        const verb = kind === "escalation" ? `${all.length > 1 ? "let" : "lets"} the holder ` : "";
        return `${all.join(" with ")}: ${verb}${does} (${kind})`;
      }),
  );
}
