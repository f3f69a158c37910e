import { describeLife } from "./life.ts";
import { s3 } from "./servers/s3.ts";

describeLife("S3", s3);
