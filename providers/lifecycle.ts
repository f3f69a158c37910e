/** The duties of a resource type; handler.ts makes the Pulumi provider out of them. Pulumi itself does not occur here. */
import type { InOrganization, ResourceShape } from "../access/resources/resourceType.ts";
import type { Session } from "./genesys/session.ts";

/** The form of the resource (a row of access/resources), and the operations on it in the org. */
export interface Lifecycle<Inputs extends InOrganization, Outputs extends InOrganization>
  extends ResourceShape<Inputs, Outputs> {
  create(session: Session, inputs: Inputs): Promise<{ readonly id: string; readonly outs: Outputs }>;
  /** What a create would find in the org and take over, change or leave, in sentences. Only reads, for a preview. Throws what the create would refuse. */
  foresee?(session: Session, inputs: Inputs): Promise<readonly string[]>;
  /** Undefined = gone. */
  read(session: Session, id: string, outs: Outputs): Promise<Found<Inputs, Outputs> | undefined>;
  update(session: Session, id: string, olds: Outputs, news: Inputs): Promise<Outputs>;
  delete(session: Session, id: string, outs: Outputs): Promise<void>;
}

export interface Found<Inputs, Outputs> {
  readonly inputs: Inputs;
  readonly outs: Outputs;
  /** Sentences about what the org has beside it and the stack leaves alone; absent where there is nothing. */
  readonly beside?: readonly string[];
}
