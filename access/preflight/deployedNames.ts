/** The names of a deployment by the resources of its state, whoever read it. */

import type { DeployedNames } from "../plan/madeNames.ts";
import { RESOURCES } from "../resources/index.ts";

const SECTIONS = new Map<string, string>([
  [RESOURCES.division.token, "divisions"],
  [RESOURCES.role.token, "roles"],
  [RESOURCES.client.token, "clients"],
]);

/** @param resources type and outputs by URN; of the secrets among the outputs nothing is kept */
export function deployedNamesOf(resources: Iterable<readonly [string, unknown]>): DeployedNames {
  return new Map(
    [...resources].flatMap(([urn, resource]): [string, string][] => {
      const { type = "", outputs } = resource as {
        readonly type?: string;
        readonly outputs?: { readonly name?: unknown };
      };
      const section = SECTIONS.get(type);
      const name = outputs?.name;
      // urn:pulumi:STACK::PROJECT::TYPE::NAME, and the name of a resource may be any text.
      const resourceName = urn.split("::").slice(3).join("::");
      return section !== undefined && typeof name === "string" ? [[`${section}/${resourceName}`, name]] : [];
    }),
  );
}
