/** Delivery of client secrets to where their consumers read them, by commands of the spec. */
import type { CommandArgs } from "@pulumi/command/local/command.js";
import type { DesiredAccess } from "../access/plan/desired.ts";
import type { Delivery, DesiredClient } from "../access/resources/client.ts";
import { generationName } from "../access/values/generation.ts";
import type { OAuthClient } from "../providers/index.ts";
import * as pulumi from "../providers/pulumi/sdk.ts";
import { missingCommandPlugin } from "../toolkit/pulumi/commandPlugin.ts";
import { optionsOf, type Placement } from "./placement.ts";

/** Declares the delivery of a client's secret, where the spec asks for one. */
export type Deliver = (client: DesiredClient, resource: OAuthClient) => void;

/**
 * Part of the state, so it names the package and no path: Node resolves it from the project's folder, where the command runs. The command follows
 * behind `--`, so that none is taken for an option of Node.
 */
export const INTERPRETER: readonly string[] = ["node", "-e", "import('genesys-cloud-access/deliver')", "--"];

/** Tells the interpreter which variables of the deploying environment the command gets by name: theirs, with commas between. */
export const PASSED_VARIABLES = "GENESYS_ACCESS_DELIVER_ENV";

/** A changed input runs the command again. Deliveries of earlier releases keep the interpreter that they were made with. */
const KEPT = ["interpreter"];
/**
 * In a preview the SDK does not know the secret of a client that is to be updated, although a client keeps its secret for life: every such preview
 * would tell of a delivery that does not happen. A new secret is a new client, and its delivery a new resource or one that its trigger replaces.
 */
const KEPT_IN_PREVIEW = [...KEPT, "stdin"];

/**
 * Undefined where no client asks for a delivery: then neither @pulumi/command nor its plugin are loaded.
 *
 * @throws RunError before anything is registered, where the plugin is not installed
 */
export async function prepareDelivery(
  { clients, organization }: DesiredAccess,
  placement: Placement = {},
): Promise<Deliver | undefined> {
  if (!clients.some(({ deliver }) => deliver)) return undefined;
  const missing = missingCommandPlugin(process.env);
  if (missing !== undefined) throw new pulumi.RunError(missing);
  const { Command } = await import("@pulumi/command/local/command.js");
  return (client, resource) => {
    if (!client.deliver) return;
    const name = `deliver/${generationName(client.key, client.generation)}`;
    new Command(name, commandOf(client, client.deliver, resource, organization.id), {
      ...optionsOf(placement),
      dependsOn: resource,
      additionalSecretOutputs: ["stdout", "stderr"],
      ignoreChanges: pulumi.isDryRun() ? KEPT_IN_PREVIEW : KEPT,
    });
  };
}

/** Runs once for each secret: the trigger is the client that it belongs to. */
function commandOf(
  { key, generation }: DesiredClient,
  { command, env }: Delivery,
  { id, clientSecret }: OAuthClient,
  organization: string,
): CommandArgs {
  return {
    create: command,
    interpreter: [...INTERPRETER],
    stdin: pulumi.secret(clientSecret.apply((secret) => secret ?? refuseUnknown(key))),
    environment: {
      CLIENT_ID: id,
      CLIENT_KEY: key,
      GENERATION: String(generation),
      ORGANIZATION_ID: organization,
      // Only where the spec has the list: one more input would run every delivery of an earlier release again.
      ...(env && { [PASSED_VARIABLES]: env.join(",") }),
    },
    triggers: [id],
    logging: "none",
    addPreviousOutputInEnv: false,
  };
}

function refuseUnknown(key: string): never {
  throw new pulumi.RunError(
    `clients.${key}.secret.deliver: the secret of an adopted client is not known, so there is nothing to deliver. ` +
      `Write the next generation (\`genesys-access rotate\` does), or remove \`deliver\`.`,
  );
}
