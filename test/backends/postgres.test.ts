import { describeLife } from "./life.ts";
import { postgres } from "./servers/postgres.ts";

describeLife("PostgreSQL", postgres);
