/** An earlier register out of a file. */
import type { Register } from "../../access/register/model.ts";
import { LARGEST_REGISTER, parseRegister } from "../../access/register/parse.ts";
import { printable } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import { readBounded } from "../readBounded.ts";

/** @throws Failure where the file cannot be read, or is no register */
export function readRegister(file: string): Register {
  const parsed = parseRegister(readText(file));
  if (parsed.ok) return parsed.register;
  throw new Failure(
    printable(`${file} cannot be used: ${parsed.problem}. Take one of \`genesys-access register --format json\`.`),
  );
}

function readText(file: string): string {
  try {
    return readBounded(file, LARGEST_REGISTER);
  } catch (error) {
    throw new Failure(printable(`The register ${file} cannot be read: ${(error as Error).message}.`));
  }
}
