/** The register that the options ask for: from specs, orgs or files. */
import type { Register, RegisterOrg } from "../../access/register/model.ts";
import { registerOf } from "../../access/register/registerOf.ts";
import { audit } from "../audit/audit.ts";
import { MOST_DAYS } from "../audit/options.ts";
import { Failure } from "../failure.ts";
import { type OpenedSnapshot, openSnapshot } from "../open/openSnapshot.ts";
import { remark } from "../terminal.ts";
import { TOOL } from "../tool.ts";
import { withEvidence } from "./evidence.ts";
import type { RegisterOptions } from "./options.ts";
import { snapshotRegister } from "./snapshotRegister.ts";
import { specRegister } from "./specRegister.ts";

type Asked = Pick<RegisterOptions, "stack" | "org" | "snapshot" | "waivers" | "today"> &
  Partial<Pick<RegisterOptions, "evidence">>;

/** @throws Failure where sources do not go together, a spec is not valid, or an org cannot be read */
export async function openRegister(asked: Asked, cwd: string, env: NodeJS.ProcessEnv = process.env): Promise<Register> {
  const { evidence = [], today } = asked;
  const orgs = await orgsOf(asked, cwd, env);
  return registerOf(evidence.length > 0 ? withEvidence(orgs, evidence, cwd) : orgs, TOOL, today);
}

async function orgsOf(asked: Asked, cwd: string, env: NodeJS.ProcessEnv): Promise<RegisterOrg[]> {
  const { stack, org, snapshot, waivers, today } = asked;
  const fromSpecs = snapshot.length === 0 && (stack.length > 0 || !org);
  if (waivers !== undefined && fromSpecs)
    throw new Failure("--waivers is for an org without a spec. A stack has its waivers in its spec.");
  if (snapshot.length > 0) {
    if (stack.length > 0 || org)
      throw new Failure("--snapshot reads files. Leave --stack and --org out, or take a register of each.");
    const orgs: RegisterOrg[] = [];
    for (const file of [...new Set(snapshot)])
      orgs.push(await ofSnapshot(await openSnapshot({ snapshot: file }), asked, file));
    refuseSameOrg(orgs);
    return orgs;
  }
  if (!fromSpecs) return [await ofSnapshot(await openSnapshot({ org: true }, { cwd, env }), asked)];
  if (!org) return specRegister(stack, { cwd, today });
  if (stack.length === 0) throw new Failure("--org with specs: name the stacks with --stack.");
  const { stackOrg } = await import("./stackOrg.ts");
  return specRegister(stack, { cwd, today, askOrg: (one) => stackOrg(one, { cwd, today }) });
}

async function ofSnapshot(opened: OpenedSnapshot, { waivers, today }: Asked, file?: string): Promise<RegisterOrg> {
  for (const note of opened.notes) remark(note);
  const terms = { days: MOST_DAYS, ...(waivers !== undefined && { waivers }) };
  const report = await audit(opened, terms, new Date(`${today}T12:00:00Z`));
  return snapshotRegister(opened.snapshot, report, { today, ...(file !== undefined && { file }) });
}

/** Two readings of one org would be told as two orgs. */
function refuseSameOrg(orgs: readonly RegisterOrg[]): void {
  const seen = new Map<string, string>();
  for (const { organization, source } of orgs) {
    const other = seen.get(organization.id.toLowerCase());
    if (other !== undefined)
      throw new Failure(
        `${other} and ${source.label} are of the same org. Name one of them; --compare tells what changed.`,
      );
    seen.set(organization.id.toLowerCase(), source.label);
  }
}
