import { describeLife } from "./life.ts";
import { googleStorage } from "./servers/googleStorage.ts";

describeLife("Google Cloud Storage", googleStorage);
