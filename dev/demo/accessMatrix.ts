import type { Api } from "./genesysHttp.ts";

/** Every OAuth client of the org with its roles and divisions, as the org itself tells them: client, role, divisions. */
export async function accessMatrix(api: Api): Promise<string[][]> {
  const clients = (await api("GET", "/oauth/clients")).body.entities as {
    id: string;
    name: string;
    authorizedGrantType: string;
  }[];
  const rows = [["CLIENT", "ROLE", "DIVISIONS"]];
  for (const { id, name, authorizedGrantType } of clients) {
    const { grants } = (await api("GET", `/authorization/subjects/${id}`)).body as { grants: Grant[] };
    const byRole = Map.groupBy(grants, ({ role }) => role.name);
    for (const [role, held] of byRole) rows.push([name, role, held.map(divisionName).sort().join(", ")]);
    if (grants.length === 0) rows.push([name, "-", `- (${authorizedGrantType}: acts with its user's roles)`]);
  }
  return rows;
}

interface Grant {
  readonly role: { readonly name: string };
  readonly division: { readonly id: string; readonly name?: string };
}

function divisionName({ division }: Grant): string {
  return division.id === "*" ? "ALL DIVISIONS" : (division.name ?? division.id);
}
