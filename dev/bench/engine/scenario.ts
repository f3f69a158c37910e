/** A measured life of a stack, from create to destroy, under some conditions. */

/** Which program and provider run. `idle` and `naive` are the plain project, see plain/. */
export type Subject = "ours" | "idle" | "naive";

export interface Scenario {
  readonly name: string;
  readonly subject: Subject;
  readonly clients: number;
  readonly users: number;
  /** Milliseconds that the org adds to every answer. */
  readonly latencyMs: number;
  /** Requests a minute and token that the org allows; 0: no limit. */
  readonly requestsPerMinute: number;
  readonly policyPack: boolean;
  /** Only the state at the end of a command is saved, not the one after each step (PULUMI_SKIP_CHECKPOINTS). */
  readonly finalStateOnly: boolean;
  readonly operations: readonly OperationName[];
  /** The CLI is started by `npx pulumi`, as users of the package type it. Default: the command that npm installs, by its path. */
  readonly npx?: boolean;
  /** How many lives; the median is told. */
  readonly runs: number;
}

/** In the order in which a life has them. */
export const OPERATION_NAMES = [
  "create",
  "preview",
  "up",
  "refresh",
  "change a role",
  "preview of a change",
  "genesys-access preview of a change",
  "add a division",
  "destroy",
] as const;
export type OperationName = (typeof OPERATION_NAMES)[number];

/** Those that the Terraform figures have too, and the division. */
export const USUAL: readonly OperationName[] = [
  "create",
  "preview",
  "up",
  "refresh",
  "change a role",
  "add a division",
  "destroy",
];

/** A scenario with everything as the first row of the tables has it. */
export function scenario(name: string, clients: number, other: Partial<Scenario> = {}): Scenario {
  return {
    name,
    subject: "ours",
    clients,
    users: 0,
    latencyMs: 0,
    requestsPerMinute: 0,
    policyPack: false,
    finalStateOnly: false,
    operations: USUAL,
    runs: clients <= 100 ? 3 : 1,
    ...other,
  };
}
