/** Steps that several faults have in common. */
import { type Api, login } from "../../../dev/demo/genesysHttp.ts";
import { type Injection, SEED } from "../../../simulator/index.ts";
import type { Stage } from "../lane.ts";

/** @param call `METHOD path`, the path as a regular expression */
export function strikeOnce(call: string, kind: Injection["kind"]): Injection {
  const [method = "", path = ""] = call.split(" ");
  return { method, path, kind, times: 1 };
}

/** An answer with this status; `retryAfter` in seconds. */
export function status(call: string, code: number, retryAfter?: number, times = 1): Injection {
  const answer = { ...strikeOnce(call, "status"), status: code, times };
  return retryAfter === undefined ? answer : { ...answer, retryAfter };
}

export function writeSpec(yaml: string): (stage: Stage) => Promise<void> {
  return (stage) => stage.writeSpec(yaml);
}

/** Logins of the deployer that succeeded. */
export function logins({ org }: Stage): number {
  const mine = org.requests.filter(
    ({ path, clientId }) => path === "/oauth/token" && clientId === SEED.deployer.clientId,
  );
  return mine.filter(({ status: answered }) => answered === 200).length;
}

/** A person at the console. */
export function person({ org }: Stage): Promise<Api> {
  return login(org.url, SEED.console);
}

/** The id of what has this name. */
export function idOf({ org }: Stage, kind: "roles" | "clients" | "divisions", name: string): string {
  const found = org.export()[kind].find((it) => it.name === name && !("deleted" in it && it.deleted));
  if (found === undefined) throw new Error(`The org has no ${name} among its ${kind}.`);
  return found.id;
}
