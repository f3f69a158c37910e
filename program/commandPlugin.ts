export { missingCommandPlugin } from "../toolkit/pulumi/commandPlugin.ts";
