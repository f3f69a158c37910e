/** What a state of Terraform says about access in one org, and what it does not say. */
import type { Snapshot } from "../../access/snapshot/model.ts";
import type { TerraformProblem } from "./instance.ts";

export type TerraformKind = "division" | "role" | "client" | "user" | "group";

/** An object of the org at one address of Terraform; `user` and `group` stand for all grants of one subject. */
export interface TerraformObject {
  readonly kind: TerraformKind;
  readonly id: string;
  /** As `terraform state list` writes it: one printable line. */
  readonly address: string;
  /** The address without keys: what the configuration has. */
  readonly block: string;
  readonly name: string;
  readonly tainted: boolean;
  /** `data` was looked up only. */
  readonly mode: "managed" | "data";
}

/** One fact about the state for people. */
export interface TerraformRemark {
  /** An address; empty where it is about the whole state. */
  readonly address: string;
  /**
   * `lacking`: Terraform has it, and the language has no word for it. `unknown`: the state cannot tell. `caution`: something to do or to mind before
   * the move.
   */
  readonly kind: "lacking" | "unknown" | "caution";
  /** A sentence; what it quotes is in double quotes and escaped. */
  readonly text: string;
}

/** A block that stays with Terraform and refers to something that is taken over. */
export interface TerraformDependent {
  readonly address: string;
  /** Blocks, without keys. */
  readonly on: readonly string[];
}

export interface TerraformReading {
  /** Of the org in part: its coverage says so. */
  readonly snapshot: Snapshot;
  /** What Terraform manages, sorted by address: this can be taken over. */
  readonly managed: readonly TerraformObject[];
  /** What Terraform only looks up, and what else it manages that grants refer to: it exists, and stays. */
  readonly lookedUp: readonly TerraformObject[];
  readonly remarks: readonly TerraformRemark[];
  /** Everything else that Terraform manages, by type, with how many there are: it stays with Terraform. */
  readonly elsewhere: Readonly<Record<string, number>>;
  /** Of what stays: who refers to what Terraform manages of access. */
  readonly dependents: readonly TerraformDependent[];
}

export type TerraformResult =
  | { readonly ok: true; readonly reading: TerraformReading }
  | { readonly ok: false; readonly problems: readonly TerraformProblem[] };
