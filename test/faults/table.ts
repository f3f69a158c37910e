/** Every fault, in the order in which they are told. */
import type { Fault } from "./fault.ts";
import { CALL_FAULTS } from "./table/calls.ts";
import { INTERRUPTIONS } from "./table/interruptions.ts";
import { PEOPLE_FAULTS } from "./table/people.ts";

export const FAULTS: readonly Fault[] = [...PEOPLE_FAULTS, ...CALL_FAULTS, ...INTERRUPTIONS];
