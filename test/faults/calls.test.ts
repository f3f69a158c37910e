import { describeFaults } from "./matrix.ts";
import { CALL_FAULTS } from "./table/calls.ts";

describeFaults("a stack converges, and nobody holds too much for a moment, when", CALL_FAULTS, 3);
