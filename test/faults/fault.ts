/** The form of a fault: data and the few steps that only it has. */
import type { OrgData, Switches } from "../../simulator/index.ts";
import type { Stage } from "./lane.ts";

/** The outcome of the command that the fault struck. */
export interface Told {
  readonly exitCode: number;
  /** The text that the person reads. */
  readonly output: string;
}

export interface Fault {
  /** Short and stable. */
  readonly id: string;
  /** A sentence. */
  readonly title: string;
  /** Default `nothing`: an org and a state without the stack. */
  readonly from?: "nothing" | "deployed";
  /** Changes the org that the fault begins with. */
  readonly seed?: (org: OrgData) => OrgData;
  readonly switches?: Partial<Switches>;
  /** Steps before the command: a new spec, a change by hand. Access that they give belongs to the state before. */
  readonly prepare?: (stage: Stage) => Promise<void>;
  /** The command that the person types; default `up`. */
  readonly command?: "up" | "destroy";
  /** Instead of waiting for the command: what is done to it while it runs. */
  readonly run?: (stage: Stage) => Promise<Told>;
  /** Default false: the command succeeds in spite of the fault. */
  readonly fails?: boolean;
  /** Every one of these is in what the person reads. */
  readonly reads?: readonly (string | RegExp)[];
  /** Proof that the fault struck: problems, none when it did. Default: every fault of the switches struck at least once. */
  readonly struck?: (stage: Stage, fault: Fault) => readonly string[];
  /** The person's steps before typing the command again, as the text said. */
  readonly repair?: (stage: Stage) => Promise<void>;
  /** Left to `npm run faults`: it takes minutes, and another fault of the table loses the same calls. */
  readonly long?: boolean;
  /** The holdings of the org in the end, beyond the seed. Default: those of SPEC, or none after a destroy. */
  readonly ends?: readonly string[];
}
