/** Puts the instances of a state together: objects, grants, who manages what, and what is left to say about it. */
import { isDefaultRole } from "../../access/catalogue/defaultRoles.ts";
import {
  SNAPSHOT_VERSION,
  type Snapshot,
  type SnapshotClient,
  type SnapshotDivision,
  type SnapshotGrant,
  type SnapshotPerson,
  type SnapshotRole,
} from "../../access/snapshot/model.ts";
import { listed } from "../../access/values/listed.ts";
import { compareText, sortedOnce } from "../../access/values/text.ts";
import { quoted } from "../../access/values/untrusted.ts";
import { TOOL } from "../tool.ts";
import { Attributes } from "./attributes.ts";
import { clientOf } from "./clients.ts";
import { coverageOf } from "./coverage.ts";
import type { TerraformInstance, TerraformProblem } from "./instance.ts";
import { saysConfiguration } from "./provider.ts";
import type {
  TerraformDependent,
  TerraformKind,
  TerraformObject,
  TerraformReading,
  TerraformRemark,
} from "./reading.ts";
import { roleOf } from "./roles.ts";
import { type RoleInDivision, subjectOf } from "./subjects.ts";

export interface TerraformOptions {
  /** The org of the state, where somebody knows it: a state names it only where a data source asked. */
  readonly organization?: { readonly id: string; readonly name: string; readonly region?: string };
  /** Id of its Home division, likewise. */
  readonly home?: string;
  /** Alias of the provider's configuration, where a state has several; empty for the one without an alias. */
  readonly alias?: string;
}

/** Versions of the resources' own schemas: 0 of data sources and old releases, 1 of the releases up to 1.84. */
const NEWEST_SCHEMA = 1;

export const CLIENT = "genesyscloud_oauth_client";

export const TYPES = new Set([
  "genesyscloud_auth_division",
  "genesyscloud_auth_division_home",
  "genesyscloud_auth_role",
  "genesyscloud_group",
  "genesyscloud_group_roles",
  CLIENT,
  "genesyscloud_organizations_me",
  "genesyscloud_user",
  "genesyscloud_user_roles",
]);

/** Of those, what is not about access when Terraform manages it: people are only asked for their names. */
const PEOPLE = new Set(["genesyscloud_user", "genesyscloud_group"]);

export class Collected {
  readonly #options: TerraformOptions;
  readonly #problems: TerraformProblem[];
  readonly #divisions = new Map<string, SnapshotDivision>();
  readonly #roles = new Map<string, SnapshotRole>();
  readonly #clients = new Map<string, SnapshotClient>();
  readonly #names = new Map<string, SnapshotPerson>();
  readonly #grants = new Map<string, SnapshotGrant>();
  readonly #managed = new Map<string, TerraformObject>();
  readonly #lookedUp: TerraformObject[] = [];
  readonly #remarks: TerraformRemark[] = [];
  readonly #hiddenHomes: string[] = [];
  #organization: { id: string; name: string } | undefined;
  #home: string | undefined;
  #isConfigurationSaid = true;

  constructor(options: TerraformOptions, problems: TerraformProblem[]) {
    this.#options = options;
    this.#problems = problems;
    this.#home = options.home?.toLowerCase();
  }

  /** A state has each address once; one that has not was put together by hand. */
  repeated(instances: readonly TerraformInstance[]): void {
    for (const [address, { length }] of Map.groupBy(instances, ({ address }) => address))
      if (length > 1) this.#problems.push({ at: address, message: `this address is ${length} times in the state` });
  }

  read(instance: TerraformInstance): void {
    const { type, mode, address, schemaVersion } = instance;
    // Of people only names are asked.
    if (!PEOPLE.has(type) && !(schemaVersion <= NEWEST_SCHEMA)) {
      const message = `it is of a newer version of the provider (schema_version ${schemaVersion}) than this one knows (${NEWEST_SCHEMA}): its attributes may mean something else`;
      this.#problems.push({ at: address, message });
      return;
    }
    const attributes = Attributes.of(instance, this.#problems);
    if (!saysConfiguration(instance)) this.#isConfigurationSaid = false;
    if (mode === "data") this.#data(type, attributes, instance);
    else if (PEOPLE.has(type)) this.#person(type, attributes);
    else this.#resource(type, attributes, instance);
    if (mode === "managed" && instance.tainted)
      this.#remark(
        address,
        "caution",
        "it is tainted: the next `terraform apply` deletes it and makes another one; run `terraform untaint` first",
      );
  }

  #data(type: string, attributes: Attributes, instance: TerraformInstance): void {
    if (type === "genesyscloud_organizations_me") {
      this.#organization = { id: attributes.id("id"), name: attributes.text("name") };
      return;
    }
    if (PEOPLE.has(type)) {
      this.#person(type, attributes);
      return;
    }
    const id = attributes.id("id");
    const name = attributes.text("name");
    const looked = (kind: TerraformKind) => this.#stay(kind, { id, name }, instance);
    if (type === "genesyscloud_auth_role") {
      const role = { id, name, description: "", default: isDefaultRole(name), general: [], policies: null };
      if (!this.#roles.has(id)) this.#roles.set(id, role);
      looked("role");
    } else if (type === CLIENT) looked("client");
    else if (type.startsWith("genesyscloud_auth_division")) {
      const home = type === "genesyscloud_auth_division_home";
      if (home) this.#home = id;
      if (home || !this.#divisions.has(id)) this.#divisions.set(id, { id, name, description: "", home });
      looked("division");
    }
  }

  #resource(type: string, attributes: Attributes, instance: TerraformInstance): void {
    if (type === "genesyscloud_auth_division") this.#division(attributes, instance);
    else if (type === "genesyscloud_auth_role") this.#role(attributes, instance);
    else if (type === CLIENT) this.#client(attributes, instance);
    else if (type === "genesyscloud_user_roles") this.#subject("user", attributes, instance);
    else if (type === "genesyscloud_group_roles") this.#subject("group", attributes, instance);
  }

  #division(attributes: Attributes, instance: TerraformInstance): void {
    attributes.require("name");
    const division = {
      id: attributes.id("id"),
      name: attributes.text("name"),
      description: attributes.text("description"),
      home: attributes.flag("home"),
    };
    this.#divisions.set(division.id, division);
    if (!division.home) {
      this.#manage("division", division, instance);
      return;
    }
    this.#home = division.id;
    this.#stay("division", division, instance);
    this.#lacking(instance, "this is the Home division: a stack refers to it and never changes it");
  }

  #role(attributes: Attributes, instance: TerraformInstance): void {
    const { role, isLost } = roleOf(attributes);
    this.#roles.set(role.id, role);
    if (role.default) {
      this.#stay("role", role, instance);
      this.#lacking(
        instance,
        "this changes a default role of the vendor (default_role_id): a stack grants such roles and never changes them",
      );
    } else this.#manage("role", role, instance);
    if (role.general.length > 0) {
      const which = listed(role.general.map(quoted));
      this.#lacking(
        instance,
        `old general permissions have no word in the language (permissions: ${which}): \`up\` would take them away`,
      );
    }
    if (isLost)
      this.#remark(
        instance.address,
        "unknown",
        "the provider kept a condition of this role only in part (a team, terms inside terms, a lost operand): only the org knows what the role permits",
      );
  }

  #client(attributes: Attributes, instance: TerraformInstance): void {
    const { client, roles, remarks } = clientOf(attributes);
    this.#clients.set(client.id, client);
    this.#manage("client", client, instance);
    for (const { kind, text } of remarks) this.#remark(instance.address, kind, text);
    for (const one of roles) this.#grant("client", client.id, one, instance);
  }

  #person(type: string, attributes: Attributes): void {
    const id = attributes.id("id");
    const kind = type === "genesyscloud_user" ? "user" : "group";
    const name = attributes.text(kind === "user" ? "email" : "name") || null;
    const state = attributes.text("state") || null;
    const before = this.#names.get(`${kind}:${id}`);
    this.#names.set(`${kind}:${id}`, { kind, id, name: before?.name ?? name, state: before?.state ?? state });
  }

  #subject(kind: "user" | "group", attributes: Attributes, instance: TerraformInstance): void {
    const { id, roles, withDivisions } = subjectOf(attributes, `${kind}_id`);
    const person = this.#names.get(`${kind}:${id}`) ?? { kind, id, name: null, state: null };
    this.#names.set(`${kind}:${id}`, person);
    this.#manage(kind, { id, name: person.name ?? id }, instance);
    for (const one of roles) this.#grant(kind, id, one, instance);
    const home = (role: string) => roles.some((one) => one.role === role && one.division === this.#home);
    if (withDivisions.some((role) => !home(role))) this.#hiddenHomes.push(instance.address);
    if (person.name === null)
      this.#remark(
        instance.address,
        "unknown",
        `the state has no ${kind === "user" ? "e-mail address" : "name"} of this ${kind}: only the org knows it`,
      );
  }

  #grant(
    subjectKind: SnapshotGrant["subjectKind"],
    subject: string,
    { role, division }: RoleInDivision,
    { address }: TerraformInstance,
  ): void {
    const where = division === "" ? this.#home : division;
    if (where === undefined) {
      const text = `a role is granted in the Home division, and the state does not say which division that is`;
      // A client is born with its grants: with one of them left out it would lose it.
      if (subjectKind === "client")
        this.#problems.push({
          at: address,
          message: `${text}: add data "genesyscloud_auth_division_home" "home" {} to the configuration and apply it`,
        });
      else this.#remark(address, "unknown", `${text}: this grant is left out`);
      return;
    }
    const grant = { subjectKind, subject, role, division: where };
    this.#grants.set(JSON.stringify(grant), grant);
    const missing = [
      ...(this.#roles.has(role) ? [] : [`the role ${role}`]),
      ...(where === "*" || this.#divisions.has(where) ? [] : [`the division ${where}`]),
    ];
    if (missing.length > 0)
      this.#remark(address, "unknown", `it grants ${missing.join(" in ")}, of which the state has nothing but the id`);
  }

  #manage(
    kind: TerraformKind,
    { id, name }: { id: string; name: string },
    { address, block, tainted }: TerraformInstance,
  ): void {
    if (id === "") return;
    if (name === "") this.#problems.push({ at: `${address}, name`, message: "it is empty" });
    const other = this.#managed.get(`${kind}:${id}`);
    if (other === undefined)
      this.#managed.set(`${kind}:${id}`, { kind, id, address, block, name, tainted, mode: "managed" });
    else
      this.#problems.push({
        at: address,
        message: `${other.address} manages the same ${kind} ${id}, and each apply of one undoes the other: remove one of them from Terraform first`,
      });
  }

  #stay(
    kind: TerraformKind,
    { id, name }: { id: string; name: string },
    { address, block, tainted, mode }: TerraformInstance,
  ): void {
    this.#lookedUp.push({ kind, id, address, block, name, tainted, mode });
  }

  #lacking({ address }: TerraformInstance, text: string): void {
    this.#remark(address, "lacking", text);
  }

  #remark(address: string, kind: TerraformRemark["kind"], text: string): void {
    this.#remarks.push({ address, kind, text });
  }

  reading(instances: readonly TerraformInstance[], deposed: readonly string[]): TerraformReading {
    const managed = [...this.#managed.values()].sort(byAddress);
    const taken = new Set(managed.map(({ address }) => address));
    const stay = instances.filter(({ address, mode }) => mode === "managed" && !taken.has(address));
    const lookedUp = this.#lookedUp.sort(byAddress);
    const read = new Set(lookedUp.map(({ address }) => address));
    const elsewhere = Map.groupBy(
      stay.filter(({ address }) => !read.has(address)),
      ({ type }) => type,
    );
    this.#aboutTheWhole(deposed);
    return {
      snapshot: this.#snapshot(),
      managed,
      lookedUp,
      remarks: this.#remarks.sort((a, b) => compareText(a.address, b.address) || compareText(a.text, b.text)),
      elsewhere: Object.fromEntries(
        [...elsewhere].map(([type, { length }]) => [type, length] as const).sort(([a], [b]) => compareText(a, b)),
      ),
      dependents: dependentsOf(
        stay,
        new Set(instances.filter(({ address }) => taken.has(address)).map(({ block }) => block)),
      ),
    };
  }

  #aboutTheWhole(deposed: readonly string[]): void {
    for (const address of deposed)
      this.#remark(
        address,
        "caution",
        "an earlier object of this address waits to be deleted by the next `terraform apply`",
      );
    if (this.#hiddenHomes.length > 0) {
      const where = listed(sortedOnce(this.#hiddenHomes));
      this.#remark(
        "",
        "unknown",
        `the provider hides the Home division where a role of a user or a group is written with others: whether the org grants it there, too, is not in the state (${where})`,
      );
    }
    if (!this.#isConfigurationSaid)
      this.#remark(
        "",
        "unknown",
        "`show -json` does not say which configuration of the provider a resource has: where there are several (alias), they may be of several orgs; then give the state itself",
      );
    if (this.#organization === undefined && this.#options.organization === undefined)
      this.#remark("", "unknown", "the state does not say of which org it is");
    this.#remark(
      "",
      "unknown",
      "the state does not say which client Terraform itself logs in with: take care that it is not taken over with the others",
    );
    this.#remark(
      "",
      "unknown",
      "the state is as old as the last apply or refresh of Terraform: what was changed in the org since then is not in it",
    );
  }

  #snapshot(): Snapshot {
    const organization = this.#organization ?? this.#options.organization;
    const grants = [...this.#grants].sort(([a], [b]) => compareText(a, b)).map(([, grant]) => grant);
    const subjects = new Set(grants.map(({ subjectKind, subject }) => `${subjectKind}:${subject}`));
    const known = {
      divisions: byId(this.#divisions).map((division) => ({ ...division, home: division.id === this.#home })),
      roles: byId(this.#roles),
      clients: byId(this.#clients),
      people: [...this.#names]
        .filter(([key]) => subjects.has(key))
        .map(([, person]) => person)
        .sort((a, b) => compareText(a.id, b.id)),
      grants,
    };
    return {
      formatVersion: SNAPSHOT_VERSION,
      tool: `${TOOL.name} ${TOOL.version}`,
      readAt: "",
      organization: {
        id: organization?.id.toLowerCase() ?? "",
        name: organization?.name ?? "",
        region: this.#options.organization?.region ?? null,
      },
      readBy: { clientId: "", name: "" },
      settings: { authorizationGrantDivisionAware: null },
      personalData: "kept",
      ...known,
      coverage: coverageOf(known),
    };
  }
}

function byId<T extends { readonly id: string }>(objects: ReadonlyMap<string, T>): T[] {
  return [...objects.values()].sort((a, b) => compareText(a.id, b.id));
}

function byAddress(a: TerraformObject, b: TerraformObject): number {
  return compareText(a.address, b.address);
}

function dependentsOf(stay: readonly TerraformInstance[], taken: ReadonlySet<string>): TerraformDependent[] {
  return stay
    .map(({ address, dependsOn }) => ({ address, on: sortedOnce(dependsOn.filter((block) => taken.has(block))) }))
    .filter(({ on }) => on.length > 0)
    .sort((a, b) => compareText(a.address, b.address));
}
