/** An earlier report beside the present one: what is new, what changed, and what is gone. */
import { z } from "zod";
import { printable } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import { readBounded } from "../readBounded.ts";
import { AUDIT_SEVERITIES, type AuditFinding, type AuditReport, type GoneFinding, type SubjectKind } from "./model.ts";

/** Bytes; a report of the largest org has a few megabytes. */
const LARGEST = 128 * 1024 * 1024;

const kinds = ["client", "role", "user", "group", "division", "org"] as const satisfies readonly SubjectKind[];

const earlier = z.object({
  formatVersion: z.literal(1),
  organization: z.object({ id: z.string(), name: z.string() }),
  readAt: z.string(),
  digest: z.string(),
  findings: z.array(
    z.object({
      id: z.string(),
      check: z.string(),
      severity: z.enum(AUDIT_SEVERITIES),
      state: z.enum(["finding", "investigate"]),
      status: z.enum(["open", "waived"]),
      subject: z.object({ kind: z.enum(kinds), id: z.string(), name: z.string() }),
      items: z.array(z.object({ key: z.string() })),
    }),
  ),
});

export type Baseline = z.infer<typeof earlier>;

/**
 * The report of an earlier audit as JSON; undefined where there is no such file yet, which is so at the first run.
 *
 * @throws Failure for a file that is no such report, or one of another org
 */
export function readBaseline(file: string, organization: string): Baseline | undefined {
  const text = textOf(file);
  if (text === undefined) return undefined;
  const parsed = earlier.safeParse(jsonOf(text));
  const again = "Write one with `genesys-access audit --format json --output FILE`.";
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? "" : ` (${issue.path.join(".")}: ${issue.message})`;
    throw new Failure(printable(`${file} is no report of an audit as JSON${where}. ${again}`));
  }
  const { id, name } = parsed.data.organization;
  if (id.toLowerCase() === organization.toLowerCase()) return parsed.data;
  throw new Failure(
    printable(`${file} is the audit of another org, ${JSON.stringify(name)} (id ${id}). Name the report of this org.`),
  );
}

function textOf(file: string): string | undefined {
  try {
    return readBounded(file, LARGEST);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Failure(printable(`The baseline ${file} cannot be read: ${(error as Error).message}.`));
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Without a baseline everything is new. */
export function comparedWith(report: AuditReport, baseline: Baseline | undefined, file: string): AuditReport {
  const before = new Map(baseline?.findings.map((one) => [one.id, one]));
  const present = new Set(report.findings.map(({ id }) => id));
  const findings = report.findings.map((finding): AuditFinding => {
    const old = before.get(finding.id);
    return { ...finding, change: !old ? "new" : isSame(old, finding) ? "unchanged" : "changed" };
  });
  // What is out of sight is not mended: a reading that is not complete cannot say that something is gone.
  const change = report.complete ? "gone" : "hidden";
  const gone = [...before.values()].flatMap(({ id, check, severity, subject }): GoneFinding[] =>
    present.has(id) ? [] : [{ id, check, severity, subject, change }],
  );
  const { readAt = "", digest = "" } = baseline ?? {};
  return { ...report, findings, baseline: { file, readAt, digest, gone } };
}

function isSame(old: Baseline["findings"][number], now: AuditFinding): boolean {
  const shape = ({ severity, state, status, items }: Omit<typeof old, "id" | "check" | "subject">) =>
    JSON.stringify([severity, state, status, items.map(({ key }) => key)]);
  return shape(old) === shape({ ...now, items: [...now.items] });
}
