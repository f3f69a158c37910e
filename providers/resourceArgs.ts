/** What the args of all resource classes share. */
import { HANDLER_TEXTS } from "./handlerTexts.ts";
import type * as pulumi from "./pulumi/sdk.ts";

export interface OrgArgs {
  /** Id of the org that the stack manages; credentials of another org stop every step. */
  readonly organization: string;
}

export interface OwnedArgs extends OrgArgs {
  /** `<project>/<stack>/<divisions|roles|clients>/<key>`: marks the object in Genesys Cloud as this stack's. */
  readonly managedBy: string;
}

/** Division key -> division id; the id `*` is all divisions. */
export type DivisionIds = Readonly<Record<string, pulumi.Input<string>>>;

/**
 * Properties of a resource with the text of its provider. The SDK's `dynamic.Resource` would serialise the whole provider into each
 * resource's state; the constant text has the same wire contract in about 110 bytes.
 */
export function withHandler(args: object, handler: keyof typeof HANDLER_TEXTS): pulumi.Inputs {
  return { ...args, __provider: HANDLER_TEXTS[handler] };
}
