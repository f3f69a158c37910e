/** A division that the stack creates. */
import { DIVISION } from "../../access/resources/division.ts";
import * as pulumi from "../pulumi/sdk.ts";
import { filled, type OwnedArgs, ownedDefaults, withHandler } from "../resourceArgs.ts";

export interface DivisionArgs extends OwnedArgs {
  /** How grants call the division, known before it has an id: its key in a spec. Default: the resource's name. */
  readonly divisionKey?: string;
  /** Name in Genesys Cloud, unique in the org. */
  readonly name: pulumi.Input<string>;
}

/**
 * A division of an org. Its Pulumi id is the division's id in Genesys Cloud. A division that still holds objects is not deleted: the error lists what to do.
 */
export class Division extends pulumi.CustomResource {
  static readonly __pulumiType = DIVISION.token;

  declare readonly name: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string>;

  constructor(name: string, args: DivisionArgs, options: pulumi.CustomResourceOptions = {}) {
    const props = filled({ ...ownedDefaults("divisions", name), divisionKey: name }, args);
    super(DIVISION.token, name, withHandler(props, DIVISION.handler), options);
  }
}
