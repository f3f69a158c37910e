import { expect, it } from "vitest";
import { allCallerKinds, callerOf } from "../../../access/catalogue/callerKinds.ts";
import { allOperations, operation } from "../../../access/catalogue/operations.ts";
import { printEndpoint } from "../../../access/values/endpoint.ts";

it("names operations of the catalogue only, in its order: 44 for users, 8 for clients", () => {
  const all = allOperations().map(printEndpoint);
  const listed = [...allCallerKinds().keys()];
  expect(listed.filter((one) => !all.includes(one))).toEqual([]);
  expect(listed).toEqual(all.filter((one) => allCallerKinds().has(one)));
  const kinds = Map.groupBy(allCallerKinds().values(), (kind) => kind);
  expect([kinds.get("user")?.length, kinds.get("client")?.length]).toEqual([44, 8]);
});

it("says nothing of an operation that both can call", () => {
  const queues = operation("GET", "/api/v2/routing/queues");
  expect(queues && callerOf(queues)).toBeUndefined();
});
