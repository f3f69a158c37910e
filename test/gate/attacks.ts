/**
 * Attacks by whoever may push a change: each as the files that it changes in one project, with what every surface on the way to the org answers. A
 * surface that says nothing does so for a reason.
 */
import { SEED } from "../../simulator/index.ts";
import type { Surface } from "./answer.ts";
import {
  type Files,
  LOCK,
  LOCK_FILE,
  lineOf,
  PROJECT,
  SETTINGS_FILE,
  SPEC,
  SPEC_FILE,
  settings,
  spec,
} from "./world.ts";

/** An answer has this exit code, and says at least these lines, besides what it says of the base. */
export interface Told {
  readonly code: number;
  readonly verdict?: string;
  readonly says: readonly string[];
}

/** The surface ends as for the base, and says nothing more, for this reason. */
export interface Silent {
  readonly silent: string;
}

export type Expected = Told | Silent;

export interface Attack {
  readonly way: string;
  readonly name: string;
  readonly change: Files;
  readonly expected: Readonly<Record<Surface, Expected>>;
}

const COMPARES_NOTHING =
  "check judges the head by rules, and no rule forbids this by itself: what it gives, diff tells";
const PACK_SEES_HEAD = "a policy pack sees the resources of the head alone, and nothing forbids them";
const PACK_HAS_NO_FILE = "a policy pack sees resources, and this is in none of them";
const NO_RESOURCES = "the engine does not start, or the program stops first: there is nothing for a pack to see";
const ADVICE = "advice refuses nothing: the preview lists it, and an update only counts it";
const TAKEN = "who may deploy decides: the org takes it, and the gate of the pull request judged it";
const ENVIRONMENT_WINS = "the environment of the deployment says where to go, and it wins over the file";
const PULUMI_FIRST =
  "Pulumi obeys its own files before any code of the stack runs: nothing here could stop it, and the gate did";
const OTHER_STACK =
  "it is another stack: this one does not change, and that one has a preview and an update of its own";

const silent = (reason: string): Silent => ({ silent: reason });
const told = (code: number, ...says: readonly string[]): Told => ({ code, says });
const widened = (...says: readonly string[]): Told => ({ code: 1, verdict: "widened", says });
const mixed = (...says: readonly string[]): Told => ({ code: 1, verdict: "mixed", says });
const unknown = (...says: readonly string[]): Told => ({ code: 1, verdict: "unknown", says });
const besides = ({ says, ...answer }: Told, ...more: readonly string[]): Told => ({
  ...answer,
  says: [...says, ...more],
});

const REFUSED = 1;
const INVALID = 3;

/** The place of the first line with these words in what the attack changes. */
const at = (change: Files, words: string, file = SPEC_FILE) => ` at ${file}:${lineOf(change, words, file)}`;

/** The same of the line behind it: what an entry says begins there. */
const below = (change: Files, words: string) => ` at ${SPEC_FILE}:${lineOf(change, words) + 1}`;

/** Told by the comparisons alone: no rule forbids it, and the org takes it. */
function onlyCompared(way: string, name: string, change: Files, gained: Told, up: Expected = silent(TAKEN)): Attack {
  const expected = {
    check: silent(COMPARES_NOTHING),
    diff: gained,
    preview: gained,
    pack: silent(PACK_HAS_NO_FILE),
    up,
  };
  return { way, name, change, expected };
}

/** Refused by a rule wherever rules judge, and told by the comparisons. */
function forbidden(way: string, name: string, change: Files, gained: Told, ...findings: readonly string[]): Attack {
  const refused = told(REFUSED, ...findings);
  return {
    way,
    name,
    change,
    expected: { check: refused, diff: gained, preview: besides(gained, ...findings), pack: refused, up: refused },
  };
}

/** Refused by a rule that takes its settings from the base; whoever deploys has the settings of the head, and the gate judged these. */
function forbiddenByBase(
  way: string,
  name: string,
  change: Files,
  gained: Told,
  ...findings: readonly string[]
): Attack {
  const expected = { diff: gained, preview: gained, pack: silent(PACK_SEES_HEAD), up: silent(TAKEN) };
  return { way, name, change, expected: { check: told(REFUSED, ...findings), ...expected } };
}

/** Not valid: nothing is judged, compared or deployed. */
function invalid(way: string, name: string, change: Files, id: string, text: string): Attack {
  return {
    way,
    name,
    change,
    expected: {
      check: told(INVALID, id),
      diff: told(INVALID, text),
      preview: told(INVALID, text),
      pack: silent(NO_RESOURCES),
      up: told(REFUSED, text),
    },
  };
}

/** A file of Pulumi's that nobody understands: whatever compares or previews refuses it, and Pulumi alone does as it likes. */
function unread(name: string, change: Files, id: string, text: string): Attack {
  const expected = { check: told(INVALID, id), diff: told(INVALID, text), preview: told(INVALID, text) };
  return {
    way: "which file is judged",
    name,
    change,
    expected: { ...expected, pack: silent(NO_RESOURCES), up: silent(PULUMI_FIRST) },
  };
}

const digest = {
  other: "798620d83d62057f1c96cf457a6b9a752fff492e9e9a9f9af8ab0bc388f2502f",
  same: "294cdf232638bf7207c2b8629d01aef25ad62fd3a5ac2a337f32cf80b97adfbd",
};

const named = (file: string) => settings(`config:\n  genesys-access:spec: ${file}\n`);
const WIDE = SPEC.replace('"routing:queue:view"', '"authorization:*:*"');
const MORE = SPEC.replace('"routing:queue:view"', '"routing:queue:view", "routing:wrapupCode:view"');
const SWITCHED = `stack-setting config.genesys-access:spec: other.yaml at ${SETTINGS_FILE}:2`;
const WILDCARD = "no-wildcard-permission/role/reader/authorization:*:* at other.yaml:9";

const all: Files = { ...named("other.yaml"), "other.yaml": WIDE };
const little: Files = { ...named("other.yaml"), "other.yaml": MORE };
const side: Files = {
  "stacks/Pulumi.side.yaml": "config:\n  genesys-access:spec: other.yaml\n",
  "other.yaml": WIDE,
};

const FILES: readonly Attack[] = [
  forbidden(
    "which file is judged",
    "another spec file, which gives everything",
    all,
    mixed(SWITCHED, "export gains authorization:grant:add at other.yaml:9"),
    WILDCARD,
  ),
  {
    way: "which file is judged",
    name: "another spec file, which gives a little more",
    change: little,
    expected: {
      check: told(REFUSED, `delivery-command/stack/other/export runs ${digest.same} at other.yaml:26`),
      diff: widened(SWITCHED, "export gains routing:wrapupCode:view at other.yaml:9"),
      preview: widened(SWITCHED, "export gains routing:wrapupCode:view at other.yaml:9"),
      pack: silent(PACK_SEES_HEAD),
      up: silent(TAKEN),
    },
  },
  {
    way: "which file is judged",
    name: "a stack beside, known by its settings alone",
    change: side,
    expected: {
      check: told(REFUSED, WILDCARD),
      diff: widened("export gains authorization:grant:add at other.yaml:22"),
      preview: silent(OTHER_STACK),
      pack: silent(OTHER_STACK),
      up: silent(OTHER_STACK),
    },
  },
  unread(
    "settings in another format",
    { "stacks/Pulumi.prod.json": "{}" },
    "unread-project-file/ at stacks/Pulumi.prod.json:1",
    "stacks/Pulumi.prod.json:1:1 Pulumi may read this file in place of the one that is judged.",
  ),
  unread(
    "a project in another ending",
    { "Pulumi.yml": PROJECT },
    "unread-project-file/ at Pulumi.yml:1",
    "Pulumi.yml:1:1 Pulumi may read this file in place of the one that is judged.",
  ),
  unread(
    "an unknown key of the settings",
    settings("hooks: { before: ./here.sh }\n"),
    `unknown-project-key/hooks at ${SETTINGS_FILE}:1`,
    `${SETTINGS_FILE}:1:1 hooks: nobody has said what the key "hooks" gives.`,
  ),
  unread(
    "an unknown key of the project",
    { "Pulumi.yaml": `${PROJECT}hooks: { before: ./here.sh }\n` },
    "unknown-project-key/hooks at Pulumi.yaml:6",
    'Pulumi.yaml:6:1 hooks: nobody has said what the key "hooks" gives.',
  ),
  ...["../../../../etc/passwd", "/etc/passwd"].map((file) =>
    invalid(
      "which file is judged",
      `an include of ${file}`,
      { [SPEC_FILE]: `include: [${file}]\n${SPEC}` },
      "unreadable-file/include[0] at stacks/prod.yaml:1",
      "stacks/prod.yaml:1:11 include[0]: ",
    ),
  ),
];

const toGateway = settings("config:\n  genesys-access:gateway: https://other.example\n");
const toRegion = settings("config:\n  genesys-access:region: us-east-1\n");
const specRegion = spec("name: Contoso (simulated) }", "name: Contoso (simulated), region: mypurecloud.com }");
const CREDENTIALS = "where credentials go";

const CONNECTION: readonly Attack[] = [
  onlyCompared(
    CREDENTIALS,
    "a committed gateway",
    toGateway,
    widened(`stack-setting config.genesys-access:gateway: https://other.example at ${SETTINGS_FILE}:2`),
    silent(ENVIRONMENT_WINS),
  ),
  onlyCompared(
    CREDENTIALS,
    "a committed region",
    toRegion,
    widened(`stack-setting config.genesys-access:region: us-east-1 at ${SETTINGS_FILE}:2`),
    silent(ENVIRONMENT_WINS),
  ),
  onlyCompared(
    CREDENTIALS,
    "a region in the spec",
    specRegion,
    widened(`region mypurecloud.com${at(specRegion, "region:")}`),
    silent(ENVIRONMENT_WINS),
  ),
];

const HELD = "stacks/prod.yaml drops promises (cannot, only) of HEAD, and is held to them: ";
const heldTo = (attack: Attack, promise: string): Attack => ({
  ...attack,
  expected: { ...attack.expected, check: told(0, `${HELD}${promise}`) },
});

const redirect = (uri: string) =>
  spec('"https://crm.contoso.example/callback"', `"https://crm.contoso.example/callback", "${uri}"`);
const redirected = (uri: string) => `redirect-uri ${uri}${at(redirect(uri), uri)}`;
const sameHost = "https://crm.contoso.example/other";
const ownHosts = {
  [SPEC_FILE]: SPEC.replace("crm.contoso.example/callback", "other.example/callback").replace(
    "hosts: [crm.contoso.example]",
    "hosts: [crm.contoso.example, other.example]",
  ),
};
const command = spec('deliver: { command: "cat > secret.txt" }', 'deliver: { command: "cat > other.txt" }');
const ownCommand = { [SPEC_FILE]: SPEC.replaceAll("cat > secret.txt", "cat > other.txt") };
const variable = spec('command: "cat > secret.txt" }', 'command: "cat > secret.txt", env: [VAULT_TOKEN] }');
const deployersVariable = spec(
  'command: "cat > secret.txt" }',
  'command: "cat > secret.txt", env: [GENESYSCLOUD_OAUTHCLIENT_SECRET] }',
);
const owner = spec("bi-team@", "other@");
const lifetime = spec("tokenLifetime: 1h", "tokenLifetime: 20h");
const longLifetime = spec("tokenLifetime: 1h", "tokenLifetime: 40h");
const asUsers = spec(
  `grantType: client-credentials
    secret: { deliver: { command: "cat > secret.txt" } }
    cannot: ["routing:queue:edit"]
    grants:
      - { role: reader, divisions: [EMEA_Operations] }`,
  `grantType: code
    scopes: ["routing:readonly"]
    redirectUris: ["https://crm.contoso.example/export"]`,
);
const DELIVERY = "who gets secrets and codes";

const SECRETS: readonly Attack[] = [
  forbidden(
    DELIVERY,
    "a delivery command",
    command,
    mixed(`delivery cat > other.txt${at(command, "cat > other.txt")}`),
    `delivery-command/stack/prod/export runs ${digest.other}${at(command, "cat > other.txt")}`,
  ),
  forbiddenByBase(
    DELIVERY,
    "a delivery command that the change itself accepts",
    ownCommand,
    mixed(
      `delivery cat > other.txt${at(ownCommand, "cat > other.txt")}`,
      `policy-option delivery-command: commands has cat > other.txt${at(ownCommand, "delivery-command")}`,
    ),
    `delivery-command/stack/prod/export runs ${digest.other}${at(ownCommand, "cat > other.txt")}`,
  ),
  forbidden(
    DELIVERY,
    "a variable for a delivery command",
    variable,
    widened(`delivery variable VAULT_TOKEN${at(variable, "VAULT_TOKEN")}`),
    `delivery-command/stack/prod/export gives VAULT_TOKEN to ${digest.same}${at(variable, "VAULT_TOKEN")}`,
  ),
  invalid(
    DELIVERY,
    "the deployer's own secret for a delivery command",
    deployersVariable,
    `deployers-variable/clients.export.secret.deliver.env[0]${at(deployersVariable, "GENESYSCLOUD")}`,
    "clients.export.secret.deliver.env[0]: ",
  ),
  onlyCompared(
    DELIVERY,
    "the owner of a delivery",
    owner,
    mixed(`delivery-owner other@contoso.example${at(owner, "other@")}`),
  ),
  onlyCompared(DELIVERY, "a redirect URI", redirect(sameHost), widened(redirected(sameHost))),
  ...["https://other.example/callback", "http://127.0.0.2/callback", "http://0.0.0.0/callback"].map((uri) =>
    forbidden(
      DELIVERY,
      `the redirect URI ${uri}`,
      redirect(uri),
      widened(redirected(uri)),
      `exact-redirect-uri/client/crm/${uri}${at(redirect(uri), uri)}`,
    ),
  ),
  forbiddenByBase(
    DELIVERY,
    "a redirect URI to a host that the change itself allows",
    ownHosts,
    mixed(`redirect-uri https://other.example/callback${at(ownHosts, "other.example/callback")}`),
    `exact-redirect-uri/client/crm/https://other.example/callback${at(ownHosts, "other.example/callback")}`,
  ),
  onlyCompared(DELIVERY, "a longer token", lifetime, widened(`token-lifetime 72000 seconds${at(lifetime, "20h")}`)),
  forbidden(
    DELIVERY,
    "a token longer than a day",
    longLifetime,
    widened(`token-lifetime 144000 seconds${at(longLifetime, "40h")}`),
    `token-lifetime/client/crm/tokenLifetime${at(longLifetime, "40h")}`,
  ),
  {
    way: DELIVERY,
    name: "another grant type: the client acts for whoever signs in",
    change: asUsers,
    expected: {
      check: told(0, `${HELD}cannot routing:queue:edit (clients.export). Drop a promise in a change of its own.`),
      diff: mixed(`redirect-uri https://crm.contoso.example/export${at(asUsers, "example/export")}`),
      preview: mixed(`redirect-uri https://crm.contoso.example/export${at(asUsers, "example/export")}`),
      pack: told(0, "unused-role/stack/prod/reader"),
      up: silent(ADVICE),
    },
  },
];

const otherClient = spec(SEED.legacy.clientId, SEED.console.clientId);
const adminById = spec(SEED.roles.user, SEED.roles.admin);
const adminByName = spec(SEED.roles.user, "admin");
const supervisor = spec(SEED.roles.user, SEED.roles.supervisor);
const EXISTING = "what exists already";
const EMMA = "emma.emea@contoso.example";
const DESK = `grant/users/${EMMA}/desk`;
const UNKNOWN_OFFLINE = "without an org an id may be any role: the advice of the base says so, and says it still";

const ROLES: readonly Attack[] = [
  {
    way: EXISTING,
    name: "another existing client by its id",
    change: otherClient,
    expected: {
      check: silent(COMPARES_NOTHING),
      diff: mixed(`old gains routing:skill:view${below(otherClient, "  old:")}`),
      preview: mixed(`old gains routing:skill:view${below(otherClient, "  old:")}`),
      pack: silent(PACK_SEES_HEAD),
      up: silent(TAKEN),
    },
  },
  {
    way: EXISTING,
    name: "the administrator's role by its id",
    change: adminById,
    expected: {
      check: silent(UNKNOWN_OFFLINE),
      diff: unknown(`${EMMA} gains ${SEED.roles.admin}${at(adminById, "  desk:")}`),
      preview: widened(`no-admin-role/${DESK}${at(adminById, "role: desk")}`),
      pack: told(REFUSED, `no-admin-role/${DESK}${at(adminById, "role: desk")}`),
      up: told(REFUSED, `no-admin-role/${DESK}${at(adminById, "role: desk")}`),
    },
  },
  {
    way: EXISTING,
    name: "the administrator's role by its name",
    change: adminByName,
    expected: {
      check: told(REFUSED, `no-admin-role/${DESK}${at(adminByName, "role: desk")}`),
      diff: unknown(`${EMMA} gains admin${at(adminByName, "  desk:")}`),
      preview: widened(`no-admin-role/${DESK}${at(adminByName, "role: desk")}`),
      pack: told(REFUSED, `no-admin-role/${DESK}${at(adminByName, "role: desk")}`),
      up: told(REFUSED, `no-admin-role/${DESK}${at(adminByName, "role: desk")}`),
    },
  },
  {
    way: EXISTING,
    name: "a role of the org that sees more, by its id",
    change: supervisor,
    expected: {
      check: silent(UNKNOWN_OFFLINE),
      diff: unknown(`${EMMA} gains ${SEED.roles.supervisor}${at(supervisor, "  desk:")}`),
      preview: widened(
        `${EMMA} gains recording:recording:view${at(supervisor, "  desk:")}`,
        `sensitive-grant/${DESK}/recording${at(supervisor, "role: desk")}`,
      ),
      pack: told(0, `sensitive-grant/${DESK}/recording${at(supervisor, "role: desk")}`),
      up: silent(ADVICE),
    },
  },
];

const ESCALATING = SPEC.replace(
  'permissions: ["routing:queue:view"]',
  'access: read-write\n    permissions: ["routing:queue:view", "authorization:role:edit"]',
);
const ESCALATION = "no-self-escalation/role/reader/authorization:role:edit";
const waiverOf = (finding: string) =>
  `  - { finding: "${finding}", reason: Because, owner: me@contoso.example, expires: 2027-01-31 }\n`;
const OTHERS = ["no-write-permission/client/export/reader/authorization:role:edit"];
const off = spec("no-self-escalation: mandatory", "no-self-escalation: disabled");
const advised = spec("no-self-escalation: mandatory", "no-self-escalation: advisory");
const offAndUsed = { [SPEC_FILE]: ESCALATING.replace("no-self-escalation: mandatory", "no-self-escalation: disabled") };
const option = spec("hosts: [crm.contoso.example]", 'hosts: ["*"]');
const waived = { [SPEC_FILE]: `${ESCALATING}waivers:\n${waiverOf(ESCALATION)}` };
const development = { [SPEC_FILE]: `${SPEC}development: true\n` };
const noCannot = spec('    cannot: ["routing:queue:edit"]\n', "");
const ONLY = `only:
  - { permission: "routing:skill:update", subjects: ["groups.EMEA Supervisors", users.emma.emea@contoso.example] }
`;
const noOnly = spec(ONLY, "");
const renamed = {
  [SPEC_FILE]: SPEC.replace("  export:\n", "  exporter:\n")
    .replace('    cannot: ["routing:queue:edit"]\n', "")
    .replace(
      'permissions: ["routing:queue:view"]',
      'access: read-write\n    permissions: ["routing:queue:edit", "routing:queue:view"]',
    ),
};
const onlyOther = spec('"groups.EMEA Supervisors", users', '"groups.EMEA Supervisors", clients.old, users');
const SETTINGS = "settings, waivers and promises";
const JUDGED: readonly Attack[] = [
  onlyCompared(
    SETTINGS,
    "a rule that is off",
    off,
    widened(`policy-level no-self-escalation: disabled${at(off, "disabled")}`),
  ),
  onlyCompared(
    SETTINGS,
    "a rule that only advises",
    advised,
    widened(`policy-level no-self-escalation: advisory${at(advised, "advisory")}`),
  ),
  onlyCompared(
    SETTINGS,
    "an option of a rule",
    option,
    mixed(`no longer policy-option exact-redirect-uri: hosts lacks *${at(option, "exact-redirect-uri")}`),
  ),
  {
    way: SETTINGS,
    name: "a rule that is off, together with what it refuses",
    change: offAndUsed,
    expected: {
      check: told(REFUSED, `${ESCALATION}${at(offAndUsed, "authorization:role:edit")}`),
      diff: widened(
        `policy-level no-self-escalation: disabled${at(offAndUsed, "disabled")}`,
        `export gains authorization:role:edit${at(offAndUsed, "authorization:role:edit")}`,
      ),
      preview: widened(
        `policy-level no-self-escalation: disabled${at(offAndUsed, "disabled")}`,
        `export gains authorization:role:edit${at(offAndUsed, "authorization:role:edit")}`,
        ...OTHERS.map((id) => `${id}${at(offAndUsed, "role: reader")}`),
      ),
      pack: told(REFUSED, ...OTHERS.map((id) => `${id}${at(offAndUsed, "role: reader")}`)),
      up: told(REFUSED, ...OTHERS.map((id) => `${id}${at(offAndUsed, "role: reader")}`)),
    },
  },
  {
    way: SETTINGS,
    name: "a waiver brought along with what it covers",
    change: waived,
    expected: {
      check: told(REFUSED, `${ESCALATION}${at(waived, "authorization:role:edit")}`),
      diff: widened(
        `waiver ${ESCALATION} until 2027-01-31${at(waived, "finding:")}`,
        `export gains authorization:role:edit${at(waived, "authorization:role:edit")}`,
      ),
      preview: widened(`waiver ${ESCALATION} until 2027-01-31${at(waived, "finding:")}`),
      pack: told(REFUSED, ...OTHERS.map((id) => `${id}${at(waived, "role: reader")}`)),
      up: told(REFUSED, ...OTHERS.map((id) => `${id}${at(waived, "role: reader")}`)),
    },
  },
  onlyCompared(
    SETTINGS,
    "development: true",
    development,
    widened(`development development: true${at(development, "development")}`),
  ),
  heldTo(
    onlyCompared(
      SETTINGS,
      "a cannot that is dropped",
      noCannot,
      widened(`no longer cannot routing:queue:edit${below(noCannot, "  export:")}`),
    ),
    "cannot routing:queue:edit (clients.export). Drop a promise in a change of its own.",
  ),
  heldTo(
    onlyCompared(
      SETTINGS,
      "an only that is dropped",
      noOnly,
      widened(`no longer only routing:skill:update for groups.EMEA Supervisors, users.${EMMA} at stacks/prod.yaml:1`),
    ),
    "only routing:skill:update. Drop a promise in a change of its own.",
  ),
  heldTo(
    onlyCompared(
      SETTINGS,
      "an only that names one more",
      onlyOther,
      mixed(
        `no longer only routing:skill:update for groups.EMEA Supervisors, users.${EMMA}${below(onlyOther, "only:")}`,
      ),
    ),
    "only routing:skill:update. Drop a promise in a change of its own.",
  ),
  {
    way: SETTINGS,
    name: "a client under another key, which loses its promise and breaks it",
    change: renamed,
    expected: {
      check: told(
        REFUSED,
        `expectation-cannot/stack/prod/exporter: routing:queue:edit${below(renamed, "  exporter:")}`,
      ),
      diff: mixed(
        `no longer cannot routing:queue:edit${below(renamed, "clients:")}`,
        `exporter gains routing:queue:edit${below(renamed, "  exporter:")}`,
      ),
      preview: mixed(`exporter gains routing:queue:edit${below(renamed, "  exporter:")}`),
      pack: told(
        REFUSED,
        `no-write-permission/client/exporter/reader/routing:queue:edit${at(renamed, "role: reader")}`,
      ),
      up: told(REFUSED, `no-write-permission/client/exporter/reader/routing:queue:edit${at(renamed, "role: reader")}`),
    },
  },
];

const halves = (section: string) => `  first:
    name: Team - First
    purpose: One half of ${section}
    access: read-write
    permissions: ["authorization:grant:add"]
  second:
    name: Team - Second
    purpose: The other half
    access: read-write
    permissions: ["directory:user:add"]
`;
const HALVES =
  "      - { role: first, divisions: [EMEA_Operations] }\n      - { role: second, divisions: [EMEA_Operations] }\n";
const union = (grant: string) => ({
  [SPEC_FILE]: SPEC.replace("  desk: {", `${halves("it")}  desk: {`).replace(grant, `${grant}${HALVES}`),
});
const ofUser = union("      - { role: desk, divisions: [EMEA_Operations] }\n");
const ofGroup = union("      - { role: changer, divisions: [EMEA_Operations] }\n");
const UNION = "authorization:grant:add+directory:user:add";
const sensitive = spec('["routing:skill:view"]', '["routing:skill:view", "recording:recording:view"]');
const recordings = `recording:recording:view${at(sensitive, "recording:recording")}`;
const takeover = spec(
  'permissions: ["routing:queue:view"]',
  'access: read-write\n    permissions: ["routing:queue:view", "oauth:client:edit"]',
);
const SENSITIVE = `sensitive-grant/grant/users/${EMMA}/viewer/recording${at(sensitive, "role: viewer, divisions: {")}`;
const RULES = "what rules refuse";

const REFUSALS: readonly Attack[] = [
  forbidden(
    RULES,
    "an escalation of two roles of one user",
    ofUser,
    widened(`${EMMA} gains authorization:grant:add${at(ofUser, "role: first")}`),
    `no-self-escalation-union/stack/prod/users/${EMMA}/${UNION}${at(ofUser, "role: desk")}`,
  ),
  forbidden(
    RULES,
    "an escalation of two roles of one group",
    ofGroup,
    widened(`EMEA Supervisors gains authorization:grant:add${at(ofGroup, "role: first")}`),
    `no-self-escalation-union/stack/prod/groups/EMEA Supervisors/${UNION}${at(ofGroup, "role: changer")}`,
  ),
  {
    way: RULES,
    name: "recordings for a user",
    change: sensitive,
    expected: {
      check: told(0, SENSITIVE),
      diff: widened(`${EMMA} gains ${recordings}`),
      preview: widened(`${EMMA} gains ${recordings}`, SENSITIVE),
      pack: told(0, SENSITIVE),
      up: silent(ADVICE),
    },
  },
  forbidden(
    RULES,
    "what takes over the org, with leave to write",
    takeover,
    widened(`export gains oauth:client:edit${at(takeover, "oauth:client:edit")}`),
    `no-self-escalation/role/reader/oauth:client:edit${at(takeover, "oauth:client:edit")}`,
  ),
];

const oneMore: Files = {
  [LOCK_FILE]: LOCK.replace('" }\n', `" },\n    { "name": "EMEA_Support", "id": "${SEED.divisions.EMEA_Support}" }\n`),
};
const noLock: Files = { [LOCK_FILE]: undefined };
const SELECTORS = "selectors";

const LOCKS: readonly Attack[] = [
  onlyCompared(
    SELECTORS,
    "a lock that takes one more division",
    oneMore,
    widened(`locked-division EMEA_Support (${SEED.divisions.EMEA_Support}) at stacks/prod.yaml:1`),
  ),
  onlyCompared(
    SELECTORS,
    "a lock that is gone",
    noLock,
    widened("open-selectors selectors without a lock at stacks/prod.yaml:1"),
  ),
];

const project = (name: string, text: string, more: string, up: Expected = silent(PULUMI_FIRST)): Attack =>
  onlyCompared("Pulumi's own files, and code", name, { "Pulumi.yaml": text }, widened(`project-setting ${more}`), up);
const otherMain: Files = {
  "Pulumi.yaml": PROJECT.replace("main: index.ts", "main: other.ts"),
  "other.ts": 'export * from "./index.ts";\n',
};
const otherCode: Files = { "index.ts": 'export * from "genesys-cloud-access/program";\n// Another text.\n' };
const CODE = "code of the project runs as whoever deploys: only its difference can be judged";

const noVersion: Files = { "Pulumi.yaml": PROJECT.replace(/requiredPulumiVersion.*\n/, "") };
const noOwners: Files = { CODEOWNERS: undefined };

const PROJECTS: readonly Attack[] = [
  onlyCompared(
    "Pulumi's own files, and code",
    "a setting of the project that is taken away",
    noVersion,
    widened("no longer project-setting requiredPulumiVersion: >=3.100.0 at Pulumi.yaml:1"),
    silent(PULUMI_FIRST),
  ),
  onlyCompared(
    "Pulumi's own files, and code",
    "the owners of the code, who are taken away",
    noOwners,
    unknown("no longer code CODEOWNERS"),
  ),
  project(
    "plugins",
    `${PROJECT}plugins: { providers: [] , languages: [{ name: other, path: ./stacks }] }\n`,
    "plugins.languages.0.path: ./stacks at Pulumi.yaml:6",
  ),
  project("packages", `${PROJECT}packages: { other: ./stacks }\n`, "packages.other: ./stacks at Pulumi.yaml:6"),
  project(
    "options of the runtime",
    PROJECT.replace("typescript: false", "typescript: false, nodeargs: --no-warnings"),
    "runtime.options.nodeargs: --no-warnings at Pulumi.yaml:2",
  ),
  project(
    "another backend",
    `${PROJECT}backend: { url: "https://other.example" }\n`,
    "backend.url: https://other.example at Pulumi.yaml:6",
    silent(ENVIRONMENT_WINS),
  ),
  onlyCompared(
    "Pulumi's own files, and code",
    "another program",
    otherMain,
    mixed("project-setting main: other.ts at Pulumi.yaml:3"),
    silent(CODE),
  ),
  onlyCompared("Pulumi's own files, and code", "a changed program", otherCode, unknown("code index.ts"), silent(CODE)),
];

export const ATTACKS: readonly Attack[] = [
  ...FILES,
  ...CONNECTION,
  ...SECRETS,
  ...ROLES,
  ...JUDGED,
  ...REFUSALS,
  ...LOCKS,
  ...PROJECTS,
];

/** What happens around the files: in the org, or beside the project. */
export interface Occasion {
  readonly name: string;
  readonly expected: Readonly<Record<Surface, Expected>>;
}

const NO_ORG = "it reads files alone, and asks no org";
const LIMITED = "the program has left the division out: no resource names it";
const NOTHING_TO_APPROVE = "it compares nothing, so that there is nothing to approve: it has no such option";
const NO_BASE = "it has no base: it sees the head";
const WAITS = 'The division "EMEA_Sneaky"';
const PAGES = "a listing of 1000000000 pages, and at most 2000 are read";

export const OCCASIONS = {
  division: {
    name: "a division that gets a name of a selector",
    expected: {
      check: silent(NO_ORG),
      diff: silent(NO_ORG),
      preview: told(0, WAITS),
      pack: silent(LIMITED),
      up: told(0, WAITS),
    },
  },
  hostile: {
    name: "an org that answers without a bound",
    expected: {
      check: silent(NO_ORG),
      diff: silent(NO_ORG),
      preview: told(4, PAGES),
      pack: silent(NO_RESOURCES),
      up: told(1, PAGES),
    },
  },
  approvals: {
    name: "approvals of another stack, org, base and day",
    expected: {
      check: silent(NOTHING_TO_APPROVE),
      diff: widened(redirected(sameHost)),
      preview: widened(redirected(sameHost)),
      pack: silent(NOTHING_TO_APPROVE),
      up: silent(NOTHING_TO_APPROVE),
    },
  },
  baseName: {
    name: "a file that is called like the branch of the base",
    expected: {
      check: told(
        REFUSED,
        `exact-redirect-uri/client/crm/https://other.example/callback${at(ownHosts, "other.example/callback")}`,
      ),
      diff: mixed(`redirect-uri https://other.example/callback${at(ownHosts, "other.example/callback")}`),
      preview: mixed(`redirect-uri https://other.example/callback${at(ownHosts, "other.example/callback")}`),
      pack: silent(NO_BASE),
      up: silent(NO_BASE),
    },
  },
} as const satisfies Readonly<Record<string, Occasion>>;

/** The change that the approvals are for. */
export const APPROVED_CHANGE: Files = redirect(sameHost);
/** A change of the spec, with its own settings, and the file that is to pass for the base. */
export const BASE_NAME = "main.yaml";
export const NAMED_LIKE_BASE: Files = { ...ownHosts, [BASE_NAME]: String(ownHosts[SPEC_FILE]) };
