/** A division that the stack creates. */
import { DIVISION } from "../../access/resources/division.ts";
import * as pulumi from "../pulumi/sdk.ts";
import { type OwnedArgs, withHandler } from "../resourceArgs.ts";

export interface DivisionArgs extends OwnedArgs {
  /** The division's key in the spec. */
  readonly divisionKey: string;
  readonly name: pulumi.Input<string>;
  readonly description: pulumi.Input<string>;
}

/** Its Pulumi id is the division's id in Genesys Cloud. */
export class Division extends pulumi.CustomResource {
  static readonly __pulumiType = DIVISION.token;

  declare readonly name: pulumi.Output<string>;
  declare readonly description: pulumi.Output<string>;

  constructor(name: string, args: DivisionArgs, options: pulumi.CustomResourceOptions = {}) {
    super(DIVISION.token, name, withHandler(args, DIVISION.handler), options);
  }
}
