/** Everything that is measured for docs/benchmarks.md. */
import { type OperationName, type Scenario, scenario } from "./scenario.ts";

const SIZES = [10, 100, 500];
const TERRAFORM_SIZE = 50;
const LOOKS: readonly OperationName[] = [
  "create",
  "preview",
  "up",
  "preview of a change",
  "genesys-access preview of a change",
];

const WRITES: readonly OperationName[] = ["create", "add a division", "destroy"];

/** Most of an hour on two quiet cores: the engine's own writes of the state grow with the square of the stack. */
export function wholeSuite(): Scenario[] {
  return [
    ...SIZES.flatMap(size),
    scenario("users", 0, { users: 100, operations: ["create", "refresh", "destroy"], runs: 1 }),
    scenario("policy pack", 100, { policyPack: true, operations: [...LOOKS, "destroy"], runs: 1 }),
    scenario("policy pack", 500, { policyPack: true, operations: [...LOOKS, "destroy"], finalStateOnly: true }),
    scenario("only the final state saved", TERRAFORM_SIZE, { finalStateOnly: true, operations: WRITES, runs: 1 }),
    scenario("only the final state saved", 100, { finalStateOnly: true, operations: WRITES, runs: 1 }),
    scenario("only the final state saved", 500, { finalStateOnly: true, operations: WRITES }),
    scenario("no limit, no latency", TERRAFORM_SIZE),
    scenario("50 ms latency", TERRAFORM_SIZE, { latencyMs: 50, runs: 1 }),
    scenario("300 requests a minute", TERRAFORM_SIZE, { requestsPerMinute: 300, runs: 1 }),
    scenario("naive", TERRAFORM_SIZE, { subject: "naive", runs: 1 }),
    scenario("naive", 100, { subject: "naive", runs: 1 }),
    scenario("naive, 50 ms latency", TERRAFORM_SIZE, { subject: "naive", latencyMs: 50, runs: 1 }),
    scenario("naive, 300 requests a minute", TERRAFORM_SIZE, { subject: "naive", requestsPerMinute: 300, runs: 1 }),
    large(1000),
  ];
}

/** `--clients N`: one size beside the engine's own cost. A very large one lives a shorter life. */
export function oneSize(clients: number): Scenario[] {
  return clients > 500 ? [large(clients)] : size(clients);
}

function size(clients: number): Scenario[] {
  return [scenario("usual", clients), scenario("floor", clients, { subject: "idle" })];
}

/** With the state of each step saved, its create would be minutes of writing. */
function large(clients: number): Scenario {
  return scenario("only the final state saved", clients, {
    operations: ["create", "preview", "refresh", "destroy"],
    finalStateOnly: true,
    runs: 1,
  });
}
