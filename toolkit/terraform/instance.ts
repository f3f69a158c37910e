/** One instance of a resource or data source, as a state of Terraform or OpenTofu holds it; its attributes are not read yet. */

export interface TerraformInstance {
  /** As `terraform state list` writes it, with modules and keys: `module.bi.genesyscloud_oauth_client.client[0]`. */
  readonly address: string;
  /** The same without keys: what others that depend on it name. */
  readonly block: string;
  /** `data` was looked up by Terraform, and is not its own. */
  readonly mode: "managed" | "data";
  /** `genesyscloud_auth_role` */
  readonly type: string;
  /** The configuration of the provider as it is written, with its alias; `show -json` leaves the alias out. */
  readonly provider: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly schemaVersion: number;
  /** Blocks on which it depends. */
  readonly dependsOn: readonly string[];
  /** Terraform will replace it at its next apply. */
  readonly tainted: boolean;
}

/** What stops the reading; all of them are told at once. */
export interface TerraformProblem {
  /** An address, or a place in the JSON. */
  readonly at: string;
  /** Says what is wrong and what to do. It quotes no attribute: any of them may be a secret. */
  readonly message: string;
}

/** What a file holds; with problems, as much of it as could be read. */
export interface TerraformInstances {
  readonly instances: readonly TerraformInstance[];
  /** Objects that Terraform has replaced and not deleted yet: its next apply deletes them. */
  readonly deposed: readonly string[];
  readonly problems: readonly TerraformProblem[];
}
