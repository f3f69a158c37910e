import { describeFaults } from "./matrix.ts";
import { PEOPLE_FAULTS } from "./table/people.ts";

describeFaults("a stack converges with what people, vendor and org do:", PEOPLE_FAULTS, 2);
