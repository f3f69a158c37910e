/** Makes or reads back the register, compares it, writes it, and sets the exit code: what `genesys-access register` does with its options. */
import { compareRegisters } from "../../access/register/compare.ts";
import type { Register } from "../../access/register/model.ts";
import { EXIT } from "../../toolkit/exitCodes.ts";
import { Failure } from "../../toolkit/failure.ts";
import { type KeptAsked, keptRegister, keptTable } from "../../toolkit/register/keptRegister.ts";
import { openRegister } from "../../toolkit/register/openRegister.ts";
import type { RegisterOptions } from "../../toolkit/register/options.ts";
import { readRegister } from "../../toolkit/register/readRegister.ts";
import { renderRegister } from "../../toolkit/register/render/index.ts";
import { remark } from "../../toolkit/terminal.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export async function run(options: RegisterOptions): Promise<void> {
  const { format, output, client, compare } = options;
  if (client !== undefined && format !== "guide") throw new Failure("--client goes with --format guide.");
  if (options.ref !== undefined && options.at === undefined) throw new Failure("--ref goes with --at.");
  const earlier = compare === undefined ? undefined : readRegister(compare);
  const kept = keptAsked(options);
  // A table is shown as it was committed, whichever version wrote it.
  if (kept && format === "csv" && earlier === undefined) {
    const { text, file, commit } = keptTable(kept, process.cwd());
    remark(`${file} of commit ${commit}`);
    writeReport(text, output);
    return;
  }
  const made = kept ? keptRegister(kept, process.cwd()) : await openRegister(options, process.cwd());
  const register: Register =
    earlier && compare !== undefined ? { ...made, changes: compareRegisters(earlier, made, compare) } : made;
  writeReport(renderRegister(register, format, options), output);
  if (output !== undefined) remark(`${register.atoms} access atoms, SHA-256 ${register.digest}: see ${output}`);
  process.exitCode = register.complete ? EXIT.ok : EXIT.unreachable;
}

function keptAsked({ at, stack, ref }: RegisterOptions): KeptAsked | undefined {
  if (at === undefined) return undefined;
  const [name, ...more] = stack;
  if (name === undefined || more.length > 0)
    throw new Failure("--at reads the register of one stack. Name it with --stack.");
  return { stack: name, day: at, ...(ref !== undefined && { ref }) };
}
