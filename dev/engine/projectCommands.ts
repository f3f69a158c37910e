/** The commands that npm installs for this project. */
import { join } from "node:path";

/** The folder of all of them. */
export const PROJECT_COMMANDS = join(import.meta.dirname, "..", "..", "node_modules", ".bin");

/** `pulumi` of the npm package, as a user types it. */
export const PULUMI_COMMAND = join(PROJECT_COMMANDS, "pulumi");
