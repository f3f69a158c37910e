/** Evidence of `genesys-access verify` beside what a register says: which clients were tried, when, and whether it is about the present spec. */
import { createHash } from "node:crypto";
import { specReader } from "../../access/language/specReader.ts";
import type { RegisterEvidence, RegisterOrg } from "../../access/register/model.ts";
import { quote } from "../../access/values/flaw.ts";
import { printable } from "../../access/values/untrusted.ts";
import { VERIFICATION_VERSION, type Verification, verificationSchema } from "../../access/verify/model.ts";
import { specDigest } from "../../access/verify/specDigest.ts";
import { Failure } from "../failure.ts";
import { isValid, openSpec } from "../open/loadedStack.ts";
import { specFiles } from "../open/specFiles.ts";
import { readBounded } from "../readBounded.ts";

/** Bytes; a client has some twenty thousand. */
const LARGEST = 64 * 1024 * 1024;

/** @throws Failure for a file that is no evidence, or is of a stack that this register does not have */
export function withEvidence(orgs: readonly RegisterOrg[], files: readonly string[], cwd: string): RegisterOrg[] {
  const read = [...new Set(files)].map((file) => ({ file, ...readEvidence(file) }));
  for (const { file, verification } of read) {
    if (orgs.some((org) => isOf(verification, org))) continue;
    const { stack, organization } = verification;
    throw new Failure(
      printable(
        `${file} is about the stack ${quote(stack)} of the org ${organization.id}, which this register does not have. Name that stack with --stack, or leave the file out.`,
      ),
    );
  }
  return orgs.map((org) => {
    const own = read.filter(({ verification }) => isOf(verification, org));
    if (own.length === 0) return org;
    const present = digestOf(org, cwd);
    const evidence = own.map(({ file, digest, verification }) => evidenceOf(file, digest, verification, present));
    return { ...org, evidence };
  });
}

function isOf({ stack, organization }: Verification, org: RegisterOrg): boolean {
  return stack === org.stack && organization.id.toLowerCase() === org.organization.id.toLowerCase();
}

function readEvidence(file: string): { readonly digest: string; readonly verification: Verification } {
  const bad = (why: string) =>
    new Failure(
      printable(`${file} cannot be used: ${why}. Write it with \`genesys-access verify --format json --output\`.`),
    );
  let text: string;
  let value: unknown;
  try {
    text = readBounded(file, LARGEST);
    value = JSON.parse(text);
  } catch (error) {
    throw bad(error instanceof SyntaxError ? "it is no JSON" : (error as Error).message);
  }
  if ((value as { readonly formatVersion?: unknown } | null)?.formatVersion !== VERIFICATION_VERSION)
    throw bad(`it is no evidence of format ${VERIFICATION_VERSION}`);
  const parsed = verificationSchema.safeParse(value);
  if (parsed.success) return { digest: createHash("sha256").update(text).digest("hex"), verification: parsed.data };
  const [issue] = parsed.error.issues;
  throw bad(`it is no evidence: ${issue?.path.join(".")}: ${issue?.message}`);
}

/** Of the spec that the register is made from; undefined for a register of an org without one. */
function digestOf({ source, stack }: RegisterOrg, cwd: string): string | undefined {
  if (source.kind !== "spec") return undefined;
  const [file] = specFiles([source.label], cwd);
  const opened = file && openSpec({ ...file, name: stack }, specReader(cwd));
  return opened && isValid(opened) ? specDigest(opened.spec) : undefined;
}

function evidenceOf(
  file: string,
  digest: string,
  verification: Verification,
  present: string | undefined,
): RegisterEvidence {
  const stale =
    present === undefined
      ? "There is no spec here that it could be compared with."
      : present === verification.specDigest
        ? undefined
        : `The spec has changed since: it was of the digest ${verification.specDigest}, and this one is ${present}.`;
  return {
    file,
    digest,
    at: verification.endedAt,
    org: verification.org,
    ...(stale !== undefined && { stale }),
    // Counted anew: what a file says of itself is not believed where it can be seen.
    clients: verification.clients.map(({ client, rows }) => ({
      key: client,
      proved: rows.filter(({ verdict }) => verdict === "proved").length,
      refuted: rows.filter(({ verdict }) => verdict === "refuted").length,
      notProvable: rows.filter(({ verdict }) => verdict === "not provable").length,
    })),
  };
}
