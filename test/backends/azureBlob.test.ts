import { describeLife } from "./life.ts";
import { azureBlob } from "./servers/azureBlob.ts";

describeLife("Azure Blob Storage", azureBlob);
