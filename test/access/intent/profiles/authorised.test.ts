/** Every profile against an org over HTTP: its permissions are enough for its calls, and none of them can be spared. */
import { expect, it } from "vitest";
import { allProfiles, profileAccess } from "../../../../access/intent/profiles.ts";
import { SEED, type Simulator } from "../../../../simulator/index.ts";
import { type Api, as, makeClient, openOrg } from "../../../simulator/support.ts";

/** An id that no object has: an authorised call finds nothing there, and changes nothing. */
const NOBODY = "00000000-0000-4000-8000-000000000000";

/** Stands in for a role that would be left without permissions. */
const UNRELATED = "alerting:rule:view";

async function callerWith(
  simulator: Simulator,
  admin: Api,
  name: string,
  permissions: readonly string[],
): Promise<Api> {
  return as(simulator, await makeClient(admin, name, permissions, ["*"]));
}

async function refused(api: Api, endpoints: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const endpoint of endpoints) {
    const [method = "", path = ""] = endpoint.split(" ");
    const { status } = await api.send(method, path.replace(/\{[^}]+\}/g, NOBODY), method === "GET" ? undefined : {});
    expect(status, endpoint).not.toBe(401);
    if (status === 403) found.push(endpoint);
  }
  return found;
}

it.each(allProfiles())(
  "$name is authorised for each of its calls, and needs each of its permissions",
  async (profile) => {
    const simulator = await openOrg();
    const admin = await as(simulator, SEED.console);
    const needed = profileAccess(profile).permissions;
    const all = needed.map(({ permission }) => permission);
    const before = simulator.export();
    expect(await refused(await callerWith(simulator, admin, "exactly", all), profile.endpoints)).toEqual([]);
    for (const { permission, operations } of needed) {
      const rest = all.filter((one) => one !== permission);
      const lesser = await callerWith(simulator, admin, `without ${permission}`, rest.length > 0 ? rest : [UNRELATED]);
      const opened = operations.map(({ operation: { method, path } }) => `${method} ${path}`);
      expect(await refused(lesser, opened), `without ${permission}`).not.toEqual([]);
    }
    expect(simulator.export().divisions).toEqual(before.divisions);
  },
);
