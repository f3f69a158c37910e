import { type Rule, reads } from "../rule.ts";
import { heldBy } from "./shared/held.ts";

const RECORDING = "recording:recording:view";
const SEGMENT = "recording:recordingSegment:view";

export const recordingSegment: Rule = {
  id: "recording-segment",
  category: "catalogue",
  severity: "low",
  enforcementLevel: "advisory",
  title: "A client that reads recordings reads their segments, too",
  why: `Without \`${SEGMENT}\` the parts of a conversation after a transfer are missing, silently: the archive looks complete and is not.`,
  fix: `Add \`${SEGMENT}\` to the role, or waive the finding if whole conversations are not needed.`,
  bad: `roles:
  recording-archive:
    name: Integration - Recording Archive
    permissions: ["recording:recording:view"]
clients:
  archive:
    name: Recording Archive
    grantType: client-credentials
    grants:
      - { role: recording-archive, divisions: [EMEA_Operations] }`,
  good: `roles:
  recording-archive:
    name: Integration - Recording Archive
    permissions: ["recording:recording:view", "recording:recordingSegment:view"]
clients:
  archive:
    name: Recording Archive
    grantType: client-credentials
    grants:
      - { role: recording-archive, divisions: [EMEA_Operations] }`,
  related: ["hidden-dependency", "sensitive-read"],
  checks: {
    client: reads("client", ["grants"], ({ grants }) => {
      const held = heldBy(grants);
      const roleKey = held.get(RECORDING);
      if (roleKey === undefined || held.has(SEGMENT)) return [];
      const message = `Role "${roleKey}" gives "${RECORDING}", and no role of the client gives "${SEGMENT}".`;
      return [
        {
          atom: `${roleKey}/${SEGMENT}`,
          at: ["grants"],
          message,
          fix: `Add \`${SEGMENT}\` to the permissions of "${roleKey}".`,
        },
      ];
    }),
  },
};
