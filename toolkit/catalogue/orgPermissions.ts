/** The org's own list of permissions, read from the org and written as the file that `catalogue:` of a spec names. Nothing of the org is changed. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { permissionExists } from "../../access/catalogue/permissions.ts";
import { ORG_CATALOGUE_VERSION } from "../../access/language/orgCatalogue.ts";
import { isUuid } from "../../access/language/values.ts";
import type { OrgListing } from "../../access/plan/orgFacts.ts";
import { isPlainPermission } from "../../access/values/permission.ts";
import { compareText } from "../../access/values/text.ts";
import { printable, printableJson } from "../../access/values/untrusted.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import type { Connection } from "../../providers/genesys/connection.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { Session } from "../../providers/genesys/session.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { specFiles } from "../open/specFiles.ts";
import { readStackConfig } from "../open/stackConfig.ts";
import { replaceFile } from "../replaceFile.ts";

export interface OrgPermissionsInput {
  /** Name of a stack, or a file with its spec, which need not be valid: the list may be what it lacks. */
  readonly stack: string;
  /** File that is written, replaced as a whole. */
  readonly output: string;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * @returns a line for people
 * @throws Failure where the org does not answer, is another one than that of the spec, or does not show its permissions
 */
export async function writeOrgPermissions({ stack, output, today }: OrgPermissionsInput): Promise<string> {
  const cwd = process.cwd();
  const config = await readStackConfig(stack, cwd, process.env);
  const [{ file } = { file: config.specFile }] = specFiles([/\.ya?ml$/.test(stack) ? stack : config.specFile], cwd);
  const organization = organizationOf(file);
  const listing = await readListing(organization, await config.connection());
  const permissions = [...listing]
    // What else an org may say is no permission that a spec can name, and would make the list unreadable.
    .filter(([permission]) => isPlainPermission(permission))
    .sort(([a], [b]) => compareText(a, b))
    .map(([permission, answers]) => ({ permission, ...answers }));
  const list = { formatVersion: ORG_CATALOGUE_VERSION, organization, takenAt: today, permissions };
  replaceFile(output, printableJson(list));
  const beyond = permissions.filter(({ permission }) => !permissionExists(permission)).length;
  return printable(
    `${output}: ${permissions.length} permissions of the org, ${beyond} of them not in the catalogue. Name the file under \`catalogue:\` in ${file}.`,
  );
}

/** The id of the spec's org, also of a spec that is not valid yet. */
export function organizationOf(file: string): string {
  const id = idIn(file);
  if (typeof id === "string" && isUuid(id)) return id.toLowerCase();
  throw new Failure(
    `${file} does not say in \`organization: { id: … }\` which org it is for. Write the id there.`,
    EXIT.invalidSpec,
  );
}

function idIn(file: string): unknown {
  try {
    const value: unknown = parse(readFileSync(file, "utf8"));
    const { organization } = (value ?? {}) as { readonly organization?: { readonly id?: unknown } };
    return organization?.id;
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    throw new Failure(`${file} cannot be read: ${printable(reason ?? "")}`, EXIT.invalidSpec);
  }
}

async function readListing(organization: string, connection: Connection): Promise<OrgListing> {
  try {
    const { client } = new Session(connection);
    const org = await readOrgFacts(client, {
      users: [],
      groups: [],
      roles: [],
      clients: [],
      organization,
      listing: true,
    });
    if (org.organization.id.toLowerCase() !== organization)
      throw new Failure(
        `The credentials belong to the org ${JSON.stringify(org.organization.name)} (id ${org.organization.id}), and the spec is for ${organization}. Use credentials of that org.`,
        EXIT.invalidSpec,
      );
    if (org.listing) return org.listing;
    throw new Failure("The org does not show its permissions to this client.", EXIT.unreachable);
  } catch (error) {
    if (error instanceof GenesysApiError) throw new Failure(error.message, EXIT.unreachable);
    throw error;
  }
}
