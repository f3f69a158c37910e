/** What a resource type has to say; handler.ts makes the Pulumi provider out of it. Pulumi itself does not occur here. */
import type { z } from "zod";
import type { Raw } from "./canonical.ts";
import type { Session } from "./genesys/session.ts";

/** What every resource carries besides its own: the org it lives in. */
export interface InOrganization {
  readonly organization: string;
}

export interface Lifecycle<Inputs extends InOrganization, Outputs extends Inputs> {
  /** Inputs as `check` leaves them. */
  readonly inputs: z.ZodType<Inputs>;
  /** Outputs as any release has left them in a state: what later releases added has a default. */
  readonly outputs: z.ZodType<Outputs>;
  /** Canonical form. No network; meets unknown values. */
  canonical(news: Raw): Raw;
  /** Properties whose change makes another object. */
  readonly replaceOn: readonly string[];
  create(session: Session, inputs: Inputs): Promise<{ readonly id: string; readonly outs: Outputs }>;
  /** Undefined = gone. */
  read(session: Session, id: string, outs: Outputs): Promise<Found<Inputs, Outputs> | undefined>;
  update(session: Session, id: string, olds: Outputs, news: Inputs): Promise<Outputs>;
  delete(session: Session, id: string, outs: Outputs): Promise<void>;
}

export interface Found<Inputs, Outputs> {
  readonly inputs: Inputs;
  readonly outs: Outputs;
}
