import { describeFaults } from "./matrix.ts";
import { INTERRUPTIONS } from "./table/interruptions.ts";

describeFaults("a run that is cut short is finished by the next:", INTERRUPTIONS, 3);
