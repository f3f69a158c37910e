/** The interface of a resource type: everything that is to be known about it without the org and without the engine. */
import type { z } from "zod";
import type { LeftOut } from "./kept.ts";
import type { DesiredRoleDivisions } from "./roleDivisions.ts";
import type { PartlyKnown } from "./unknown.ts";

/** Inputs or outputs as states, events and the engine carry them. */
export type Raw = Readonly<Record<string, unknown>>;

/** Every resource carries, besides its own, the org that it lives in. */
export interface InOrganization {
  readonly organization: string;
}

/** The form of a resource in a state. */
export interface ResourceShape<Inputs extends InOrganization, Outputs extends InOrganization> {
  /** Inputs as `check` leaves them. */
  readonly inputs: z.ZodType<Inputs>;
  /** Outputs as any release has left them in a state: what later releases added, or left out, has a default or is optional. */
  readonly outputs: z.ZodType<Outputs>;
  /** Outputs that a state of this release does not have (kept.ts). */
  readonly leftOut: LeftOut;
  /** Properties whose change makes another object. */
  readonly replaceOn: readonly string[];
  /** Canonical form: equal access is equal text. Meets unknown values, because a preview checks too. */
  canonical(news: Raw): Raw;
}

/** One row of the table RESOURCES (index.ts). */
export interface ResourceType<Desired, Inputs extends InOrganization, Outputs extends InOrganization>
  extends ResourceShape<Inputs, Outputs> {
  /** Type in states and in the engine's events. A contract with every old state: it never changes. */
  readonly token: string;
  /** Name of its provider among the exports of providers/handlers.ts. A contract as well. */
  readonly handler: string;
  /** Name of the resource in the stack. */
  name(desired: Desired): string;
  /** Inputs as the program registers them; `Id` is how ids of what the same stack makes are written. */
  fromDesired<Id>(desired: Desired, stack: Registration<Id>): Raw;
  /** The plan that the inputs come from. Places are those of the section; what the inputs do not tell is unknown. */
  toDesired(inputs: Raw): PartlyKnown<Desired>;
  /** The roles that the resource gives somebody, with their divisions. */
  rolesOf(inputs: Raw): readonly PartlyKnown<DesiredRoleDivisions>[];
}

/** The stack in which a plan is registered. */
export interface Registration<Id> {
  readonly organization: string;
  /** It may use loopback redirect URIs. */
  readonly development: boolean;
  /** Marker of an object that the stack makes (marker.ts). */
  readonly managedBy: (section: "divisions" | "roles" | "clients", name: string) => string;
  /** Id of a role or division that the stack makes, by its key. */
  readonly idOf: (section: "divisions" | "roles", key: string) => Id;
}

/** A resource of a stack: type token and inputs. */
export interface ResourceInputs {
  readonly type: string;
  readonly inputs: Raw;
  /** The time at which the org made a deployed client and its secret, ISO 8601. */
  readonly dateCreated?: string;
  /** Ids of the divisions of a deployed grant that its subject held before the grant declared them. */
  readonly heldBefore?: readonly string[];
}
