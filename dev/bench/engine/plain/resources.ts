/** The resources that the plain project declares; written by dev/bench/engine/stack.ts. */
export interface PlainResources {
  /** `idle` calls nobody: what the engine itself costs. `naive` makes one call for one resource. */
  readonly provider: "idle" | "naive";
  readonly divisions: readonly { readonly key: string; readonly name: string; readonly description: string }[];
  readonly roles: readonly {
    readonly key: string;
    readonly name: string;
    readonly description: string;
    /** `domain:entity:action`. */
    readonly permissions: readonly string[];
  }[];
  /** Each holds its role in every division. */
  readonly clients: readonly {
    readonly key: string;
    readonly name: string;
    readonly description: string;
    readonly role: string;
  }[];
}
