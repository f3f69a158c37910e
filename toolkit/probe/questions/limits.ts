/** How many of everything the org allows, as it says itself: no probe fills an org. */
import { z } from "zod";
import { compareText } from "../../../access/values/text.ts";
import type { Question } from "../question.ts";

export const divisionLimit: Question = {
  id: "division-limit",
  asks: "How many divisions may the org have?",
  does: "reads the limit of divisions",
  switches: ["mostDivisions"],
  async ask(probe) {
    return probe.client.get("/api/v2/authorization/divisions/limit", z.int().positive());
  },
};

/** Keys of limits are the vendor's: what else an org says is left out. */
const KEY = /^[\w.-]{1,80}$/;
const listing = z.object({ entities: z.array(z.object({ key: z.string(), value: z.number() })).max(1000) });

export const limits: Question = {
  id: "limits",
  asks: "Which limits does the org have for roles, grants, clients and logins?",
  does: "reads the limits of the namespaces authorization, auth.api and platform.api",
  switches: ["mostRoles", "mostClients", "mostGrantsOfSubject", "requestsPerMinuteOfClient"],
  async ask(probe) {
    const found: string[] = [];
    for (const namespace of ["authorization", "auth.api", "platform.api"]) {
      const path = `/api/v2/organizations/limits/namespaces/${namespace}`;
      const { entities } = await probe.client.get(path, listing);
      found.push(...entities.flatMap(({ key, value }) => (KEY.test(key) ? [`${namespace}/${key}=${value}`] : [])));
    }
    return found.sort(compareText);
  },
};
