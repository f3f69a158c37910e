import { INTERRUPTIONS } from "../../faults/table/interruptions.ts";
import { describeFaults } from "./matrix.ts";

describeFaults("a run that is cut short is finished by the next:", INTERRUPTIONS, 3);
