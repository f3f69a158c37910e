/** Checks that the credentials belong to a client that can deploy, in the right org and region. */

import { findRegion } from "../catalogue/regions.ts";
import type { Spec } from "../language/spec.ts";
import { organizationFlaws } from "../plan/plan.ts";
import { quote } from "../values/flaw.ts";
import type { DeployerClient } from "./deployer.ts";
import type { Lack } from "./finding.ts";

export interface Identity {
  readonly organization: { readonly id: string; readonly name: string };
  /** Absent in another org than the spec's, where nobody asks. */
  readonly deployer?: DeployerClient;
}

/** The org's id, by both. Against another org nothing else is looked at. */
export function organizationLacks(spec: Spec, { organization }: Pick<Identity, "organization">): Lack[] {
  return organizationFlaws(spec, { organization }).map((flaw) => ({ ...flaw, level: "error" }));
}

/**
 * The region of the spec against that of the connection: needs no org, and a wrong region looks like a wrong secret.
 *
 * @param apiUrl of the connection; a gateway's tells no region
 */
export function regionLacks({ organization: { region } }: Spec, apiUrl: string): Lack[] {
  const used = findRegion(apiUrl.replace(/^https:\/\/api\./, ""));
  if (region === undefined || used === undefined || used.domain === region) return [];
  return [
    {
      level: "error",
      code: "wrong-region",
      message: `the spec is for the region ${quote(region)}, and the connection goes to ${quote(used.domain)}`,
      fix: `Set GENESYSCLOUD_REGION (or the stack's config key region) to ${region}, or correct the spec.`,
      path: ["organization", "region"],
    },
  ];
}

/** An active client that logs in with client credentials. */
export function clientLacks(deployer: DeployerClient): Lack[] {
  const { clientId, name, grantType = "CLIENT-CREDENTIALS", state = "active", dateToDelete } = deployer;
  const named = `the deploying client ${quote(name)} (id ${clientId})`;
  const path = ["organization"];
  return [
    ...(grantType === "CLIENT-CREDENTIALS"
      ? []
      : [
          {
            level: "error" as const,
            code: "deployer-grant-type",
            message: `${named} has the grant type ${quote(grantType)}`,
            fix: "Deploy with a client of the grant type Client Credentials.",
            path,
          },
        ]),
    ...(state === "active"
      ? []
      : [
          {
            level: "error" as const,
            code: "deployer-not-active",
            message: `${named} is ${quote(state)}: its present token may work, it gets no new one`,
            fix: "Activate it in Genesys Cloud, or deploy with another client.",
            path,
          },
        ]),
    ...(dateToDelete === undefined
      ? []
      : [
          {
            level: "warning" as const,
            code: "deployer-expires",
            message: `the org deletes ${named} on ${quote(dateToDelete)}`,
            fix: "Make a new client for deployments before that day.",
            path,
          },
        ]),
  ];
}
