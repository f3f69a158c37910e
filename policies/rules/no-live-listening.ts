import { type Rule, reads } from "../rule.ts";
import { listedInGrants } from "./shared/listed.ts";

export const noLiveListening: Rule = {
  id: "no-live-listening",
  category: "data-protection",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "No client listens to live conversations",
  why: "Monitoring, coaching and barging are for supervisors, one at a time and seen by others; many laws treat a machine that listens as interception. Scopes do not stop it: `conversations:readonly` opens these operations.",
  fix: "Remove the permission from the client's roles; grant it to the supervisors' group.",
  bad: `roles:
  live-assist:
    name: Integration - Live Assist
    access: read-write
    permissions: ["conversation:call:monitor"]
clients:
  live-assist:
    name: Live Assist
    grantType: client-credentials
    access: read-write
    grants:
      - { role: live-assist, divisions: [EMEA_Operations] }`,
  good: `roles:
  live-assist:
    name: Supervisors - Live Assist
    access: read-write
    permissions: ["conversation:call:monitor"]
groups:
  EMEA Supervisors:
    grants:
      - { role: live-assist, divisions: [EMEA_Operations] }`,
  related: ["sensitive-read", "no-unredacted-data"],
  checks: {
    client: reads("client", ["grants"], ({ grants }) => listedInGrants(grants, "live-listening")),
    grant: reads("grant", ["grants"], ({ key, grants }) =>
      key.startsWith("clients/") ? listedInGrants(grants, "live-listening") : [],
    ),
  },
};
