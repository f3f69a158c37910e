/** Declares what `resources.json` lists, with the provider that it names: `idle.ts` or `naive.ts`. Nothing is read, judged or planned. */
import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import type { PlainResources } from "./resources.ts";

const { provider, divisions, roles, clients }: PlainResources = JSON.parse(readFileSync("resources.json", "utf8"));

class Thing extends pulumi.CustomResource {
  constructor(type: "division" | "role" | "client", name: string, props: Record<string, unknown>) {
    const handler = `exports.handler=()=>require("./${provider}.ts").${type}`;
    const secrets = type === "client" ? ["clientSecret"] : [];
    super(
      `pulumi-nodejs:dynamic/plain:${type}`,
      name,
      { ...props, __provider: handler, clientSecret: undefined },
      {
        additionalSecretOutputs: secrets,
      },
    );
  }
}

const divisionIds = Object.fromEntries(
  divisions.map(({ key, ...props }) => [key, new Thing("division", key, props).id]),
);
const roleIds = Object.fromEntries(roles.map(({ key, ...props }) => [key, new Thing("role", key, props).id]));
for (const { key, role, ...props } of clients) {
  new Thing("client", key, { ...props, roleId: roleIds[role], divisionIds: Object.values(divisionIds) });
}
