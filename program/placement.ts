/** The place of a spec's resources in a stack: at its top, or under a component. */
import * as pulumi from "../providers/pulumi/sdk.ts";

export interface Placement {
  /** The component's name. */
  readonly name?: string;
  readonly parent?: pulumi.ComponentResource;
}

/** Under a component each resource names its former place at the top of the stack: a stack that moves under one replaces nothing. */
export function optionsOf({ parent }: Placement): pulumi.CustomResourceOptions {
  return parent === undefined ? {} : { parent, aliases: [{ parent: pulumi.rootStackResource }] };
}
