import * as pulumi from "@pulumi/pulumi";
import { getMonitor } from "@pulumi/pulumi/runtime/settings.js";
import { beforeAll, expect, it } from "vitest";
import { Division, OAuthClient, Role, RoleGrant } from "../../../providers/index.ts";

interface Request {
  getName(): string;
  getDependenciesList(): string[];
  getPropertydependenciesMap(): { entries(): Iterable<[string, { getUrnsList(): string[] }]> };
}

const sent = new Map<string, Request>();

beforeAll(async () => {
  await pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
  });
  const monitor = getMonitor() as unknown as { registerResource(request: Request, ...others: unknown[]): unknown };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, ...others) => {
    sent.set(request.getName(), request);
    return register(request, ...others);
  };
});

const registered = (...resources: pulumi.CustomResource[]) =>
  Promise.all(resources.map((resource) => new Promise((resolve) => resource.id.apply(resolve))));
const names = (urns: readonly string[]) => urns.map((urn) => urn.split("::").at(-1)).sort();
const listsOf = (name: string) =>
  Object.fromEntries(
    Array.from(sent.get(name)?.getPropertydependenciesMap().entries() ?? [], ([key, list]) => [
      key,
      names(list.getUrnsList()),
    ]),
  );

const organization = "org";

it("keeps on what a resource hangs, and of its properties only those that make another object", async () => {
  const division = new Division("silo", { organization, name: "Silo" });
  const role = new Role("reader", { organization, name: "Reader", permissions: ["routing:queue:view"] });
  const divisions = { Silo: division.id };
  const client = new OAuthClient("bi", {
    organization,
    name: "BI",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    grants: { reader: { roleId: role.id, divisions } },
  });
  const subject = { organization, subjectType: "PC_USER", subjectId: "u" } as const;
  const grant = new RoleGrant("users.a.reader", { ...subject, roleId: role.id, divisions });
  await registered(division, role, client, grant);
  expect(listsOf("silo")).toEqual({ __provider: [] });
  expect(listsOf("reader")).toEqual({ __provider: [] });
  expect(listsOf("bi")).toEqual({ __provider: [] });
  expect(listsOf("users.a.reader")).toEqual({ __provider: [], roleId: ["reader"] });
  expect(names(sent.get("bi")?.getDependenciesList() ?? [])).toEqual(["reader", "silo"]);
  expect(names(sent.get("users.a.reader")?.getDependenciesList() ?? [])).toEqual(["reader", "silo"]);
});

it("keeps all of them where the program says which changes replace", async () => {
  const role = new Role("other", { organization, name: "Other", permissions: ["routing:queue:view"] });
  const grants = { other: { roleId: role.id, divisions: {} } };
  const args = { organization, name: "BI 2", authorizedGrantType: "CLIENT-CREDENTIALS", grants } as const;
  await registered(new OAuthClient("replaced", args, { replaceOnChanges: ["grants"] }));
  expect(listsOf("replaced")).toMatchObject({ grants: ["other"], name: [] });
});

it("leaves resources of others alone", async () => {
  const role = new Role("third", { organization, name: "Third", permissions: ["routing:queue:view"] });
  class Thing extends pulumi.CustomResource {}
  await registered(new Thing("pkg:index:Thing", "thing", { role: role.id, plain: "x" }));
  expect(listsOf("thing")).toEqual({ role: ["third"], plain: [] });
});
