import { CALL_FAULTS } from "../../faults/table/calls.ts";
import { describeFaults } from "./matrix.ts";

describeFaults("a stack converges, and nobody holds too much for a moment, when", CALL_FAULTS, 3);
