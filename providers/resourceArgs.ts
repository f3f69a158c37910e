/** Arguments and defaults that the resource classes have in common. */
import { HANDLER_TEXTS } from "./handlerTexts.ts";
import { leanDependencies } from "./pulumi/leanDependencies.ts";
import * as pulumi from "./pulumi/sdk.ts";

export interface OrgArgs {
  /** Id of the org that the stack manages; credentials of another org stop every step. */
  readonly organization: string;
}

export interface OwnedArgs extends OrgArgs {
  /** `<project>/<stack>/<divisions|roles|clients>/<key>`: marks the object in Genesys Cloud as this stack's. By default made of the resource's name. */
  readonly managedBy?: string;
  /** Told in Genesys Cloud, with the marker behind it. Default: none. */
  readonly description?: pulumi.Input<string>;
}

/** Division key -> division id; the id `*` is all divisions. */
export type DivisionIds = Readonly<Record<string, pulumi.Input<string>>>;

/** Defaults of what a stack makes: the marker of this stack, and no description. */
export function ownedDefaults(section: "divisions" | "roles" | "clients", name: string) {
  return { managedBy: `${pulumi.getProject()}/${pulumi.getStack()}/${section}/${name}`, description: "" };
}

/** Arguments over defaults; an argument that is undefined is one that is left out. */
export function filled(defaults: object, args: object): object {
  return { ...defaults, ...Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined)) };
}

/**
 * Properties of a resource with the text of its provider. The SDK's `dynamic.Resource` would serialise the whole provider into each
 * resource's state; the constant text has the same wire contract in about 110 bytes. What is registered with it is kept in a small state otherwise, too.
 */
export function withHandler(args: object, handler: keyof typeof HANDLER_TEXTS): pulumi.Inputs {
  leanDependencies();
  return { ...args, __provider: HANDLER_TEXTS[handler] };
}
