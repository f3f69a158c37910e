/** Generations of a client's secret: which may exist beside which, and whose there are. */

import { quote } from "../../values/flaw.ts";
import { generationName } from "../../values/generation.ts";
import { parseGrantType } from "../../values/grantType.ts";
import type { YamlPath } from "../../values/yamlPath.ts";
import type { FlawAtPath } from "../problem.ts";
import { entriesOf, isManaged, type PartialManagedClient, type PartialSpec } from "./subjects.ts";

export function secretFlaws(spec: PartialSpec): FlawAtPath[] {
  const clients = entriesOf(spec.clients);
  const keys = new Set(clients.map(([key]) => key));
  return clients.flatMap(([key, client]) => {
    if (!isManaged(client) || !client.secret) return [];
    const path = ["clients", key, "secret"];
    return [
      ...userContextFlaws(client, path),
      ...adoptedFlaws(client, path),
      ...keepFlaws(client.secret, path),
      ...takenNames(key, client, keys),
    ];
  });
}

function userContextFlaws({ grantType }: PartialManagedClient, path: YamlPath): FlawAtPath[] {
  const parsed = grantType === undefined ? undefined : parseGrantType(grantType);
  if (parsed === undefined || parsed === "CLIENT-CREDENTIALS") return [];
  const message = `only a client-credentials client has generations here: users sign in to a ${parsed} client by its id, which would change`;
  return [{ code: "secret-on-user-context", message, fix: "Remove secret.", path, atKey: true }];
}

/** Genesys Cloud shows a secret once, to whoever creates the client. */
function adoptedFlaws({ adopted, secret }: PartialManagedClient, path: YamlPath): FlawAtPath[] {
  if (!adopted || !secret?.deliver || (secret.generation ?? 1) > 1) return [];
  const message = "the secret of an adopted client is not known, so there is nothing to deliver";
  const fix = "Run `genesys-access rotate`, which begins a generation with a secret of its own; or remove `deliver`.";
  return [{ code: "deliver-of-adopted", message, fix, path: [...path, "deliver"], atKey: true }];
}

type PartialSecret = NonNullable<PartialManagedClient["secret"]>;

function keepFlaws(secret: PartialSecret, path: YamlPath): FlawAtPath[] {
  const { generation, keep } = secret;
  // One of the wrong shape has its own problem, and says nothing about the others.
  const current = generation === undefined && Object.hasOwn(secret, "generation") ? Infinity : (generation ?? 1);
  const seen = new Set<number>();
  return (keep ?? []).flatMap((kept, index): FlawAtPath[] => {
    if (kept === undefined) return [];
    const at = [...path, "keep", index];
    const isRepeated = seen.has(kept);
    seen.add(kept);
    if (isRepeated) {
      const message = `generation ${kept} is kept already`;
      return [{ code: "duplicate-generation", message, fix: "Keep one of the two.", path: at }];
    }
    if (kept < current) return [];
    const message = `generation ${kept} is not older than the current one, ${current}`;
    return [
      { code: "bad-kept-generation", message, fix: `Keep generations below ${current} only, or none.`, path: at },
    ];
  });
}

/** `app/2` is how Pulumi and the marker in the org call the second generation of `app`. */
function takenNames(key: string, { secret }: PartialManagedClient, keys: ReadonlySet<string>): FlawAtPath[] {
  const generations = [secret?.generation ?? 1, ...(secret?.keep ?? [])];
  return generations.flatMap((generation) => {
    const name = generationName(key, generation ?? 1);
    if (name === key || !keys.has(name)) return [];
    const message = `${quote(name)} is what generation ${generation} of ${quote(key)} is called`;
    return [{ code: "key-of-a-generation", message, fix: "Write another key.", path: ["clients", name], atKey: true }];
  });
}
