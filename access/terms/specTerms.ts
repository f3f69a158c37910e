/** The terms of a spec, without the settings of rules (policies/settingTerms.ts knows their options). */

import { selectorsOf } from "../language/loadLock.ts";
import type { LoadedSpec } from "../language/loadSpec.ts";
import { believedText } from "../language/orgCatalogue.ts";
import {
  isExisting,
  type Spec,
  type SpecClient,
  type SpecExpectation,
  type SpecGrant,
  type SpecManagedClient,
} from "../language/spec.ts";
import { DEFAULT_TOKEN_LIFETIME } from "../resources/client.ts";
import { contentDigest } from "../values/contentDigest.ts";
import { parseDay } from "../values/day.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import type { Term, TermEffect, TermKind } from "./model.ts";

export const STACK = "stack";

/** In the order of the file. */
export function specTerms(spec: LoadedSpec): Term[] {
  const { value } = spec;
  return [
    ...stackTerms(value),
    ...selectorTerms(spec),
    ...catalogueTerms(spec),
    ...entries(value.roles).flatMap(([key, role]) =>
      !isExisting(role) && role.access === "read-write"
        ? [term("read-write", `roles.${key}`, "access: read-write", "gives", ["roles", key, "access"])]
        : [],
    ),
    ...entries(value.clients).flatMap(([key, client]) => clientTerms(key, client, value)),
    ...entries(value.users).flatMap(([key, { grants }]) => grantTerms("users", key, grants)),
    ...entries(value.groups).flatMap(([key, { grants }]) => grantTerms("groups", key, grants)),
    ...value.waivers.map(({ finding, expires }, index) =>
      term(
        "waiver",
        STACK,
        `${finding} until ${expires}`,
        // A waiver that ends later gives more; days count from 1970.
        { slot: finding, rank: parseDay(expires) ?? 0, usual: 0 },
        ["waivers", index],
      ),
    ),
    ...value.only.map((promise, index) =>
      term("only", STACK, onlyText(promise.permission, promise.subjects, value), "limits", ["only", index]),
    ),
  ].map((one) => ({ ...one, position: spec.locate(one.path) }));
}

function stackTerms({ organization: { region }, development }: Spec): Term[] {
  return [
    ...(region === undefined ? [] : [term("region", STACK, region, "gives", ["organization", "region"])]),
    ...(development ? [term("development", STACK, "development: true", "gives", ["development"])] : []),
  ];
}

/** Selectors without a lock take whatever the org has; with one, they take its divisions. */
function selectorTerms({ value, lock }: LoadedSpec): Term[] {
  if (selectorsOf(value).length === 0) return [];
  if (!lock) return [term("open-selectors", STACK, "selectors without a lock", "gives", ["selectors"])];
  return lock.divisions.map(({ name, id }) =>
    term("locked-division", STACK, `${name} (${id})`, "gives", ["selectors"]),
  );
}

/** By a digest of all that is believed: one line more may let in a permission, or call it limited by divisions. */
function catalogueTerms({ value, catalogue }: LoadedSpec): Term[] {
  if (!catalogue || value.catalogue === undefined) return [];
  const digest = contentDigest(believedText(catalogue));
  const count = catalogue.permissions.size;
  const text = `${catalogue.file} with ${count} permission${count === 1 ? "" : "s"}, ${digest}`;
  return [term("org-catalogue", STACK, text, "gives", ["catalogue"])];
}

function clientTerms(key: string, client: SpecClient, spec: Spec): Term[] {
  const owner = `clients.${key}`;
  const grants = grantTerms("clients", key, client.grants);
  if (isExisting(client)) return grants;
  const at = (...path: YamlPath) => ["clients", key, ...path];
  const { access, redirectUris, tokenLifetime, secret, cannot } = client;
  return [
    ...(access === "read-write" ? [term("read-write", owner, "access: read-write", "gives", at("access"))] : []),
    ...redirectUris.map((uri, index) => term("redirect-uri", owner, uri, "gives", at("redirectUris", index))),
    term(
      "token-lifetime",
      owner,
      `${tokenLifetime} seconds`,
      { slot: "", rank: tokenLifetime, usual: DEFAULT_TOKEN_LIFETIME },
      at("tokenLifetime"),
    ),
    ...personalDataTerms(owner, client, at("dataProtection")),
    ...secret.keep.map((generation, index) =>
      term("kept-generation", owner, `generation ${generation}`, "gives", at("secret", "keep", index)),
    ),
    ...(secret.deliver ? deliveryTerms(owner, client, secret.deliver, at) : []),
    ...grants,
    ...cannot.map((promise, index) => term("cannot", owner, promiseText(promise, spec), "limits", at("cannot", index))),
  ];
}

/** Every field of a delivery counts: its command, and the variables that it gets. */
function deliveryTerms(
  owner: string,
  client: SpecManagedClient,
  { command, ...more }: NonNullable<SpecManagedClient["secret"]["deliver"]>,
  at: (...path: YamlPath) => YamlPath,
): Term[] {
  const named = Object.entries(more as Record<string, readonly string[] | undefined>).flatMap(([field, names]) =>
    (names ?? []).map((name, index) =>
      term("delivery", owner, `variable ${name}`, "gives", at("secret", "deliver", field, index)),
    ),
  );
  return [
    term("delivery", owner, command, "gives", at("secret", "deliver", "command")),
    ...named,
    ...(client.owner === undefined ? [] : [term("delivery-owner", owner, client.owner, "gives", at("owner"))]),
  ];
}

/** Only that something is said: rules ask for no more, and other words give nothing. */
function personalDataTerms(owner: string, { dataProtection }: SpecManagedClient, path: YamlPath): Term[] {
  return [
    ...(dataProtection?.legalBasis === undefined
      ? []
      : [term("legal-basis", owner, "legalBasis", "gives", [...path, "legalBasis"])]),
    ...(dataProtection?.nativeMasking === true
      ? [term("legal-basis", owner, "nativeMasking: true", "gives", [...path, "nativeMasking"])]
      : []),
  ];
}

function grantTerms(section: string, key: string, grants: readonly SpecGrant[]): Term[] {
  const owner = `${section}.${key}`;
  return grants.flatMap(({ role, justification, exclusive, order }, index) => {
    const at = (field: string): YamlPath => [section, key, "grants", index, field];
    return [
      ...(justification === undefined
        ? []
        : [term("justification", owner, `of role ${role}`, "gives", at("justification"))]),
      ...(exclusive ? [term("exclusive", owner, `role ${role}`, "limits", at("exclusive"))] : []),
      ...(order ? [term("order", owner, `${order} of role ${role}`, "limits", at("order"))] : []),
    ];
  });
}

/** With the name of the division, so that a key that stands for another division is another promise. */
function promiseText(promise: SpecExpectation, { divisions }: Spec): string {
  const need = "permission" in promise ? promise.permission : promise.endpoint;
  return promise.in === undefined ? need : `${need} in ${named(divisions, promise.in)?.name ?? promise.in}`;
}

/** With the ids of existing clients, so that a key that stands for another client is another promise. */
function onlyText(permission: string, subjects: readonly string[], { clients }: Spec): string {
  const names = subjects.map((subject) => {
    const client = subject.startsWith("clients.") ? named(clients, subject.slice("clients.".length)) : undefined;
    return client && isExisting(client) ? `${subject} (${client.existing})` : subject;
  });
  return `${permission} for ${names.length > 0 ? names.sort().join(", ") : "nobody"}`;
}

function term(kind: TermKind, owner: string, value: string, effect: TermEffect, path: YamlPath): Term {
  return { kind, owner, value, effect, path };
}

function entries<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record);
}

/** Keys come from a file: `constructor` is a name like any other. */
function named<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
