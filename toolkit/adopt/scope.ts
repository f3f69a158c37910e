/** An adoption that takes what another tool manages, and nothing else of the org. */
import type { TerraformKind, TerraformReading } from "../terraform/reading.ts";
import type { ObjectKind } from "./model.ts";

export interface Scope {
  /** Ids, in lower case. */
  readonly ids: Readonly<Record<ObjectKind, ReadonlySet<string>>>;
  /** Who manages them, in words: `Terraform`. */
  readonly owner: string;
}

export function scopeOfTerraform({ managed }: TerraformReading): Scope {
  const of = (kind: TerraformKind) => new Set(managed.filter((one) => one.kind === kind).map(({ id }) => id));
  const ids = {
    divisions: of("division"),
    roles: of("role"),
    clients: of("client"),
    users: of("user"),
    groups: of("group"),
  };
  return { ids, owner: "Terraform" };
}
