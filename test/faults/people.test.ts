import { PEOPLE_FAULTS } from "../../faults/table/people.ts";
import { describeFaults } from "./matrix.ts";

describeFaults("a stack converges with what people, vendor and org do:", PEOPLE_FAULTS, 2);
