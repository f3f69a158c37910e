/** `genesys-access lock`: the divisions that the selectors of a stack may take. */
import { Command } from "commander";
import type { LockOptions } from "../toolkit/lock/options.ts";
import { type StackOption, stackOption } from "./stackOption.ts";

const HELP = `
Writes stacks/<stack>.lock.json: id and name of every division of the org that a selector of the stack matches. From then on
selectors take only what the file names. A division that gets a matching name later waits, and every preview tells of it, until
the lock names it; so nobody joins a selector without a change that is reviewed. The org is only read.

  +  joins: the selectors will take it
  -  leaves
  ~  was renamed since it was locked

Credentials are those of a deployment: GENESYSCLOUD_* in the environment, or the stack's config. They need to read divisions.

Examples:
  genesys-access lock prod
  genesys-access lock prod --check`;

export function lockCommand(): Command {
  return new Command("lock")
    .description(
      "Lock the divisions that the selectors of a stack take: write them, as the org has them, beside the YAML.",
    )
    .argument("[stack]", "name of a stack or a file with its spec; it need not be deployed yet")
    .addOption(stackOption())
    .option("--check", "write nothing; exit code 1 where the lock would change", false)
    .addHelpText("after", HELP)
    .action(run);
}

/** Loaded here, since few commands need the providers. */
async function run(argument: string | undefined, options: LockOptions & StackOption, command: Command): Promise<void> {
  const [stack, ...more] = [...(argument === undefined ? [] : [argument]), ...options.stack];
  if (stack === undefined || more.length > 0)
    return command.error("error: name one stack: `genesys-access lock prod`.");
  const { lockStack } = await import("../toolkit/lock/lockStack.ts");
  process.exitCode = await lockStack(stack, options);
}
