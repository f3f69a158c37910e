/** `can`, `cannot` and `only` of a spec as one list. They need no org: also the policy pack reads them from the spec at hand. */
import { isExisting, type Spec, type SpecExpectation } from "../language/spec.ts";
import type { ClientExpectation, Expectation, OnlyExpectation } from "./desired.ts";

export function desiredExpectations({ clients, only }: Spec): Expectation[] {
  const ofClients = Object.entries(clients).flatMap(([key, client]) =>
    isExisting(client)
      ? []
      : (["can", "cannot"] as const).flatMap((kind) =>
          client[kind].map((written, index) => clientExpectation(kind, key, written, index)),
        ),
  );
  const onlys = only.map(
    ({ permission, subjects }, index): OnlyExpectation => ({
      kind: "only",
      path: ["only", index],
      permission,
      subjects,
    }),
  );
  return [...ofClients, ...onlys];
}

function clientExpectation(
  kind: ClientExpectation["kind"],
  client: string,
  written: SpecExpectation,
  index: number,
): ClientExpectation {
  const need = "permission" in written ? written.permission : written.endpoint;
  const division = written.in;
  return { kind, path: ["clients", client, kind, index], client, need, ...(division !== undefined && { division }) };
}
