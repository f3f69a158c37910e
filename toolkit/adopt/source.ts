/** What an adoption stands on: the org, a snapshot of it, or a state of Terraform, which is compared with the org where somebody may ask it. */
import type { Spec } from "../../access/language/spec.ts";
import type { Snapshot } from "../../access/snapshot/model.ts";
import { quoted } from "../../access/values/untrusted.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { openSnapshot } from "../open/openSnapshot.ts";
import type { StackConfig } from "../open/stackConfig.ts";
import type { TerraformOptions } from "../terraform/collected.ts";
import { compareWithOrg, type TerraformComparison } from "../terraform/compareOrg.ts";
import { openTerraform } from "../terraform/openTerraform.ts";
import type { TerraformReading } from "../terraform/reading.ts";
import type { AdoptOptions } from "./options.ts";

export interface AdoptionSource {
  readonly snapshot: Snapshot;
  readonly terraform?: TerraformSource | undefined;
}

export interface TerraformSource {
  readonly reading: TerraformReading;
  /** Undefined without an org: then the state alone is the reading. */
  readonly comparison?: TerraformComparison;
}

const USAGE =
  "--from takes `org`, `snapshot FILE` or `tfstate FILE`, the last with the alias of the provider behind it where there are several.";

export interface SourceRequest {
  readonly options: Pick<AdoptOptions, "from" | "stack">;
  readonly config: Pick<StackConfig, "hasCredentials" | "specFile">;
  /** The spec as it is: it knows of which org it is. */
  readonly before: Pick<Spec, "organization"> | undefined;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export async function readSource({ options, config, before, cwd, env }: SourceRequest): Promise<AdoptionSource> {
  const { from, stack } = options;
  const [kind = "org", file, alias, ...more] = from;
  if (more.length > 0 || (alias !== undefined && kind !== "tfstate")) throw new Failure(USAGE);
  if (kind === "org" && file === undefined) return openSnapshot({ stack }, { cwd, env });
  if (kind === "snapshot" && file !== undefined) return openSnapshot({ stack, snapshot: file }, { cwd, env });
  if (kind !== "tfstate" || file === undefined) throw new Failure(USAGE);
  // A file that is wrong is told before anybody is asked.
  const given: TerraformOptions = { ...(alias !== undefined && { alias }) };
  const alone = openTerraform(file, { ...given, ...(before && organizationOf(before)) });
  refuseOther(alone, before, config.specFile);
  if (!config.hasCredentials) return { snapshot: ofKnownOrg(alone, config.specFile), terraform: { reading: alone } };
  const { snapshot: org } = await openSnapshot({ stack }, { cwd, env });
  const home = org.divisions.find((division) => division.home)?.id;
  const reading = openTerraform(file, { ...given, ...(home !== undefined && { home }) });
  const comparison = compareWithOrg(reading, org);
  if (!comparison.sameOrg)
    throw new Failure(
      `Nothing was taken over: ${comparison.reason}. Take the credentials of the state's org.`,
      EXIT.invalidSpec,
    );
  return { snapshot: org, terraform: { reading, comparison } };
}

function organizationOf({ organization }: Pick<Spec, "organization">): Pick<TerraformOptions, "organization"> {
  const { id, name = "", region } = organization;
  return { organization: { id, name, ...(region !== undefined && { region }) } };
}

function refuseOther({ snapshot }: TerraformReading, before: SourceRequest["before"], specFile: string): void {
  const { id } = snapshot.organization;
  if (before === undefined || id === "" || id === before.organization.id) return;
  throw new Failure(
    `The state is of the org ${id}, and ${quoted(specFile)} is for ${before.organization.id}. Name the stack of that org.`,
    EXIT.invalidSpec,
  );
}

function ofKnownOrg({ snapshot }: TerraformReading, specFile: string): Snapshot {
  if (snapshot.organization.id !== "") return snapshot;
  throw new Failure(
    `The state does not say of which org it is, and no credentials of it are at hand. Write \`organization: { id: … }\` into ${quoted(specFile)}, ` +
      'or add data "genesyscloud_organizations_me" "me" {} to the configuration and apply it.',
  );
}
