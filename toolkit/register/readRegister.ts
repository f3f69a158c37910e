/** An earlier register out of a file. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import type { Register } from "../../access/register/model.ts";
import { LARGEST_REGISTER, parseRegister } from "../../access/register/parse.ts";
import { printable } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";

/** @throws Failure where the file cannot be read, or is no register */
export function readRegister(file: string): Register {
  const parsed = parseRegister(readText(file));
  if (parsed.ok) return parsed.register;
  throw new Failure(
    printable(`${file} cannot be used: ${parsed.problem}. Take one of \`genesys-access register --format json\`.`),
  );
}

/** The kind and the size are looked at on the open file: what stands behind its name may change between two looks. */
function readText(file: string): string {
  try {
    const open = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      const stat = fstatSync(open);
      if (!stat.isFile()) throw new Error("it is no file");
      if (stat.size > LARGEST_REGISTER)
        throw new Error(`it has ${stat.size} bytes, and at most ${LARGEST_REGISTER} are read`);
      return readFileSync(open, "utf8");
    } finally {
      closeSync(open);
    }
  } catch (error) {
    throw new Failure(printable(`The register ${file} cannot be read: ${(error as Error).message}.`));
  }
}
