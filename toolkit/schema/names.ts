/** Long lists of names: editors propose them, and no message prints them. */
import { type JsonSchema, when } from "./jsonSchema.ts";

/**
 * A text that editors complete from a list. The list stands in an alternative that no value meets: an editor reads it for its proposals, and
 * shows neither in a message nor beside the name under the pointer what a reader would have to scroll through.
 */
export function proposed(names: readonly string[]): JsonSchema {
  return { anyOf: [{ type: "string" }, { type: "string", enum: names, maxLength: 0 }] };
}

/** Refuses texts that this pattern matches. Validators print the pattern that failed, so that this one is a sentence, and nothing matches it. */
export function refused(pattern: string, sentence: string): JsonSchema {
  return when({ type: "string", pattern }, says(sentence));
}

/** Refuses texts that this pattern does not match. */
export function wanted(pattern: string, sentence: string): JsonSchema {
  return when({ not: { type: "string", pattern } }, says(sentence));
}

/** Refuses every text. */
export function says(sentence: string): JsonSchema {
  return { type: "string", pattern: `^${escaped(sentence)}(?!)` };
}

/** A pattern of exactly these names. */
export function oneOf(names: readonly string[]): string {
  return `^(${names.map(escaped).join("|")})$`;
}

/** A pattern of every permission line that names none but these, several actions of one entity included. Entities with the same actions share them. */
export function linesOf(permissions: Iterable<string>): string {
  const actions = new Map<string, string[]>();
  for (const permission of permissions) {
    const [domain = "", entity = "", action = ""] = permission.split(":").map(escaped);
    const key = `${domain}:${entity}`;
    actions.set(key, [...(actions.get(key) ?? []), action]);
  }
  const groups = Map.groupBy([...actions], ([key, list]) => `${key.split(":")[0]}\n${list.join("|")}`);
  const alternatives = [...groups].map(([group, entries]) => {
    const [domain, list] = group.split("\n");
    return `${domain}:(${entries.map(([key]) => key.split(":")[1]).join("|")}):((${list})(,(?!$)|$))+`;
  });
  return `(${alternatives.join("|")})$`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
