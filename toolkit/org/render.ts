/** The output of `genesys-access org` once the org is there. */
import { printable, printableJsonLine } from "../../access/values/untrusted.ts";
import { type Added, SEED, secretOfExistingClient } from "../../simulator/index.ts";
import { exportLines } from "./exportLines.ts";
import type { Shell } from "./options.ts";
import type { RunningOrg } from "./startOrg.ts";

/** Grows with every change that could break a reader. */
export const ORG_FORMAT_VERSION = 1;

/** One line, for scripts. */
export function renderOrgJson({ simulator, organization, data, added, existingClients, notes }: RunningOrg): string {
  const { url, port, environment } = simulator;
  const { clientId, clientSecret } = SEED.console;
  return printableJsonLine({
    formatVersion: ORG_FORMAT_VERSION,
    url,
    port,
    environment,
    organization,
    console: { clientId, clientSecret },
    existingClients: existingClients.map(({ id, name }) => ({
      name,
      clientId: id,
      clientSecret: secretOfExistingClient(id),
    })),
    kept: data?.kept ?? false,
    added,
    notes,
  });
}

/**
 * For people: first what the org was made from, then the lines to paste. A shell may run what stands in a pasted line, comments of an
 * interactive zsh included, so that nothing which a spec says is below the first of them.
 */
export function renderOrgText(org: RunningOrg, shell: Shell): string {
  const { simulator, organization, data } = org;
  const { clientId, clientSecret } = SEED.console;
  return [
    ...about(org).map(printable),
    `Embedded Genesys Cloud org: ${simulator.url} (organization ${organization.id})`,
    "",
    ...exportLines(simulator.environment, shell),
    "",
    `# An administrator in the console: client ${clientId}, secret ${clientSecret}`,
    `# Requests so far: ${simulator.url}/simulator/requests   The org: ${simulator.url}/simulator/org`,
    ...(data === undefined
      ? [
          "# Nothing is kept: what a stack makes here ends with this process. pulumi up --refresh makes it again, --data FILE keeps it.",
        ]
      : []),
    "# Stop with Ctrl-C.",
    "",
  ].join("\n");
}

/** The guard against another org compares ids, and cannot tell the two apart. */
const STATE_OF_ITS_OWN =
  "This org has the id of the real one. Deploy to it with a state of its own, never with that of the real org: set PULUMI_BACKEND_URL to another folder.";

function about({ organization, specs, data, added, existingClients, notes }: RunningOrg): string[] {
  const noted = notes.map((note) => `Note: ${note}`);
  if (specs.length === 0) return noted.length > 0 ? [...noted, ""] : [];
  const files = specs.join(", ");
  const target = data?.kept ? data.file : "the org";
  const head = data?.kept
    ? added.length > 0
      ? `Added to ${target} for ${files}:`
      : `${target} holds everything that ${files} ${specs.length === 1 ? "names" : "name"}; nothing was added.`
    : `Made for ${files}, besides Home, the default roles and the deployer:`;
  return [
    head,
    ...(added.length > 0 ? addedLines(added) : data?.kept ? [] : ["  nothing"]),
    ...existingClients.map(({ id, name }) => `Existing client ${name}: id ${id}, secret ${secretOfExistingClient(id)}`),
    ...noted,
    ...(organization.id === SEED.organizationId ? [] : [STATE_OF_ITS_OWN]),
    "",
  ];
}

function addedLines(added: readonly Added[]): string[] {
  return [...Map.groupBy(added, ({ kind }) => kind)].map(([kind, things]) => {
    const names = things.map(({ name }) => JSON.stringify(name)).join(", ");
    return `  ${things.length} ${plural(kind, things.length)}: ${names}`;
  });
}

function plural(kind: Added["kind"], count: number): string {
  return count === 1 ? kind : kind.replace(/^\w+/, (noun) => `${noun}s`);
}
