/**
 * The evidence of `genesys-access rightsize` that lies beside a spec: what nobody used, in a window. Whoever may propose a change may write the file, so
 * that it can only ever bring advice: nothing that it says allows anything, and nothing in it quiets a rule. Of its texts only those count that the
 * spec has as well.
 */
import { z } from "zod";
import { encodingFlaw } from "./encodingFlaw.ts";
import type { LoadedSpec } from "./loadSpec.ts";
import { MAX_FILE_BYTES, tooLarge } from "./regularFile.ts";

export interface UseEvidence {
  readonly file: string;
  /** Days, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** Permissions that it calls unused, by the key of the role. */
  readonly unused: ReadonlyMap<string, ReadonlySet<string>>;
}

/** A file that is there and tells nothing. */
export interface UnreadableEvidence {
  readonly file: string;
  /** One clause without a full stop. */
  readonly fault: string;
}

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const evidence = z.object({
  organization: z.object({ id: z.string() }),
  window: z.object({ from: day, to: day }),
  roles: z.array(
    z.object({ role: z.string(), permissions: z.array(z.object({ permission: z.string(), use: z.string() })) }),
  ),
});

/** Beside the spec: `stacks/prod.rightsize.json`. */
export function evidenceFile(specFile: string): string {
  return specFile.replace(/\.ya?ml$/, ".rightsize.json");
}

/**
 * Adds the evidence to a loaded spec, from where the spec was read. A file that cannot be read is no problem of the spec: the rule says so.
 *
 * @param readText gives the text of a file, or throws; `code` of the error is ENOENT where there is no such file
 */
export function withEvidence(spec: LoadedSpec, readText: (file: string) => string): LoadedSpec {
  const file = evidenceFile(spec.file);
  if (file === spec.file) return spec;
  const text = textOf(file, readText);
  return text === undefined ? spec : { ...spec, evidence: readEvidence(file, text, spec.value.organization.id) };
}

function textOf(file: string, readText: (file: string) => string): string | { readonly why: string } | undefined {
  try {
    const text = readText(file);
    const bytes = Buffer.byteLength(text);
    return bytes > MAX_FILE_BYTES ? { why: tooLarge(bytes) } : text;
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === "ENOENT") return undefined;
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

function readEvidence(
  file: string,
  text: string | { readonly why: string },
  organization: string,
): UseEvidence | UnreadableEvidence {
  if (typeof text !== "string") return { file, fault: text.why };
  const encoding = encodingFlaw(text);
  if (encoding) return { file, fault: encoding.flaw.message };
  const parsed = evidence.safeParse(jsonOf(text));
  if (!parsed.success) return { file, fault: "it is not what `genesys-access rightsize` writes" };
  const { organization: org, window, roles } = parsed.data;
  if (org.id.toLowerCase() !== organization) return { file, fault: "it is of another organization" };
  const unused = roles.map(({ role, permissions }) => {
    const singles = permissions.filter(({ use }) => use === "unused").map(({ permission }) => permission);
    return [role, new Set(singles)] as const;
  });
  return { file, ...window, unused: new Map(unused) };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
