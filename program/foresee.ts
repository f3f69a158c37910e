/**
 * What the creates of an update will find in the org, told by the preview: an object that an interrupted run left, one that only bears the stack's marker, a
 * division that a subject holds already. Only the engine knows what is to be created, so it is asked before each create, and nothing is written.
 */
import type { Raw } from "../access/resources/resourceType.ts";
import { FOUND } from "../access/resources/texts.ts";
import { printable } from "../access/values/untrusted.ts";
import { GenesysApiError } from "../providers/genesys/apiError.ts";
import { sessionFor } from "../providers/genesys/session.ts";
import { ProviderError } from "../providers/providerError.ts";
import * as pulumi from "../providers/pulumi/sdk.ts";
import type { Stack } from "./loadStack.ts";

/** The hook of every resource in a preview; undefined in an update, where the creates themselves tell. */
export function foresee(
  { connection }: Pick<Stack, "connection">,
  component?: string,
): pulumi.ResourceHook | undefined {
  if (!pulumi.isDryRun()) return undefined;
  const name = component === undefined ? "foresee" : `foresee/${component}`;
  const look = async (type: string, resource: string, inputs: Raw) => {
    try {
      // Loaded where something is created: most previews create nothing.
      const { foreseen } = await import("../providers/foreseen.ts");
      const found = await foreseen(sessionFor(connection), type, inputs);
      for (const sentence of found) pulumi.log.info(FOUND + printable(sentence));
    } catch (error) {
      if (!(error instanceof GenesysApiError)) throw refusal(error);
      pulumi.log.warn(printable(notLooked(resource, error)));
    }
  };
  return new pulumi.ResourceHook(name, ({ type, name: resource, newInputs }) => look(type, resource, newInputs ?? {}), {
    onDryRun: true,
  });
}

/** The engine prints what a hook throws, and fails the step. */
function refusal(error: unknown): unknown {
  return error instanceof ProviderError ? new Error(printable(error.message)) : error;
}

function notLooked(resource: string, { message }: Error): string {
  return `What the create of ${resource} will find in the org was not looked at. ${message}`;
}
