/** A file of Terraform that somebody named, read and refused with everything that is wrong. */
import { printable } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import { readBoundedBytes } from "../readBounded.ts";
import type { TerraformOptions } from "./collected.ts";
import type { TerraformReading } from "./reading.ts";
import { readTerraform } from "./readTerraform.ts";

/** Bytes of a state: ten thousand clients with a role of twenty permissions each take as much. */
const LARGEST_STATE = 64 * 1024 * 1024;
/** Problems that are told one by one. */
const MOST_TOLD = 50;

/** @throws Failure where it cannot be read or is not whole; of its contents only addresses are quoted */
export function openTerraform(file: string, options: TerraformOptions = {}): TerraformReading {
  const result = readTerraform(textOf(file), options);
  if (result.ok) return result.reading;
  const { problems } = result;
  const lines = problems.map(({ at, message }) =>
    printable([file, at, message].filter((part) => part !== "").join(": ")),
  );
  const more = lines.length - MOST_TOLD;
  const details = more > 0 ? [...lines.slice(0, MOST_TOLD), `… and ${more} more`] : lines;
  throw new Failure(printable(`Nothing was taken from ${file}.`), undefined, details);
}

function textOf(file: string): string {
  try {
    return decoded(readBoundedBytes(file, LARGEST_STATE));
  } catch (error) {
    throw new Failure(printable(`The state ${file} cannot be read: ${(error as Error).message}.`));
  }
}

/** `terraform show -json > FILE` in Windows PowerShell writes UTF-16. */
function decoded(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return isUtf16 ? bytes.toString("utf16le") : bytes.toString("utf8");
}
