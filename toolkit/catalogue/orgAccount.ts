/** What the org of a stack says of the vendor's API, as a source of a refresh. */
import { permission } from "../../access/catalogue/permissions.ts";
import { listed } from "../../access/values/listed.ts";
import { expandCompact, isPlainPermission } from "../../access/values/permission.ts";
import { printable } from "../../access/values/untrusted.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import type { Connection } from "../../providers/genesys/connection.ts";
import { Session } from "../../providers/genesys/session.ts";
import { type DefaultRole, readVendorAccount, type VendorAccount } from "../../providers/genesys/vendorAccount.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { specFiles } from "../open/specFiles.ts";
import { readStackConfig } from "../open/stackConfig.ts";
import type { VendorFacts, VendorRole } from "./model.ts";
import { openApiFactsOf, SCOPE } from "./openApi.ts";
import { organizationOf } from "./orgPermissions.ts";

/**
 * @param stack name of a stack, or a file with its spec
 * @throws Failure where the org does not answer, or is another one than that of the spec
 */
export async function readOrgAccount(stack: string): Promise<VendorFacts> {
  const cwd = process.cwd();
  const config = await readStackConfig(stack, cwd, process.env);
  const [{ file } = { file: config.specFile }] = specFiles([/\.ya?ml$/.test(stack) ? stack : config.specFile], cwd);
  return orgAccount(organizationOf(file), await config.connection());
}

/** The same for a connection that is at hand. */
export async function orgAccount(organization: string, connection: Connection): Promise<VendorFacts> {
  const account = await read(organization, connection);
  const { id, name } = account.organization;
  if (id.toLowerCase() !== organization)
    throw new Failure(
      `The credentials belong to the org ${JSON.stringify(name)} (id ${id}), and the spec is for ${organization}. Use credentials of that org.`,
      EXIT.invalidSpec,
    );
  return factsOf(account);
}

async function read(organization: string, connection: Connection): Promise<VendorAccount> {
  try {
    return await readVendorAccount(new Session(connection).client, organization);
  } catch (error) {
    if (error instanceof GenesysApiError) throw new Failure(error.message, EXIT.unreachable);
    throw error;
  }
}

/** Names that nothing of the vendor has are told and left out: they would become rows of tables. */
function factsOf({ organization, listing, scopes, defaultRoles, document, missing }: VendorAccount): VendorFacts {
  const source = `the org ${JSON.stringify(organization.name)}`;
  const documented = document === undefined ? undefined : openApiFactsOf(`the document of ${source}`, document);
  const odd = [
    ...[...(listing?.keys() ?? [])].filter((one) => !isPermission(one)),
    ...(scopes ?? []).filter((one) => !SCOPE.test(one)),
    ...(defaultRoles ?? []).filter((one) => !isRoleKey(one)).map(({ key }) => key),
  ];
  const conditionless = [...(listing ?? [])].filter(([, { allowsConditions }]) => allowsConditions === false);
  return {
    source,
    operations: documented?.operations,
    permissions:
      listing &&
      new Map(
        [...listing]
          .filter(([one]) => isPermission(one))
          .map(([one, { divisionAware }]) => [one, { divisionAware, label: undefined }]),
      ),
    oneOrg: true,
    scopes: scopes && new Set(scopes.filter((one) => SCOPE.test(one))),
    ...(defaultRoles && { defaultRoles: new Map(defaultRoles.filter(isRoleKey).map((one) => [one.key, roleOf(one)])) }),
    remarks: [
      ...(documented?.remarks ?? []),
      ...(odd.length > 0
        ? [
            `Left out, because no name of the vendor looks so: ${listed(odd.map((one) => JSON.stringify(printable(one))))}.`,
          ]
        : []),
      ...(conditionless.length > 0
        ? [`The org says that these take no condition: ${listed(conditionless.map(([one]) => printable(one)))}.`]
        : []),
    ],
    missing: missing.map(printable),
  };
}

function isPermission(text: string): boolean {
  return isPlainPermission(text) && /^[\w-]+:[\w-]+:\w+$/.test(text) && text.length <= LONGEST_NAME;
}

/** Characters; the longest permission of the catalogue has some 60. */
const LONGEST_NAME = 200;

function isRoleKey({ key }: DefaultRole): boolean {
  return /^[a-z][A-Za-z]{0,100}$/.test(key);
}

function roleOf({ name, permits }: DefaultRole): VendorRole {
  const held = permits?.permissions.flatMap(expandCompact);
  const isAdmin = permits?.general !== undefined || held?.some((one) => permission(one)?.kind === "admin");
  return { names: [name], administers: isAdmin === true, ...(held && { permissions: new Set(held) }) };
}
