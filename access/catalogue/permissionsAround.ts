/** What the catalogue has where an unknown permission would be: the actions of its entity, or the entities of its domain. A list is no correction. */
import { listed } from "../values/listed.ts";
import { nearest } from "../values/nearest.ts";
import { actionsByEntity } from "./permissions.ts";

/** `Of routing:queue it has add, delete and view.`, as a sentence of its own; empty where not even the domain is known. */
export function permissionsAround(text: string): string {
  const [written = "", entity = ""] = text.split(/[:./]/);
  const domain = actionsByEntity().has(written) ? written : nearest(written, actionsByEntity().keys(), 1)[0];
  const entities = domain === undefined ? undefined : actionsByEntity().get(domain);
  if (!entities) return "";
  const actions = entities.get(entity);
  return actions
    ? `Of ${domain}:${entity} it has ${listed(actions)}.`
    : `Of ${domain} it has ${listed([...entities.keys()])}.`;
}
