import { type Rule, reads } from "../rule.ts";
import { listedInExisting, listedInRole } from "./shared/listed.ts";

export const noUnredactedData: Rule = {
  id: "no-unredacted-data",
  category: "data-protection",
  severity: "critical",
  enforcementLevel: "mandatory",
  title: "No role undoes masking, redaction or encryption",
  why: "Secure pause, redaction and masking keep card numbers and health data out of recordings and transcripts; one permission, which looks like a view, gives them back.",
  fix: "Remove the permission; without it the same calls answer with redacted data.",
  bad: `roles:
  recording-archive:
    name: Integration - Recording Archive
    permissions: ["recording:recording:view", "recording:recordingSegment:view", "recording:recording:viewSensitiveData"]`,
  good: `roles:
  recording-archive:
    name: Integration - Recording Archive
    permissions: ["recording:recording:view", "recording:recordingSegment:view"]`,
  related: ["sensitive-read"],
  checks: {
    role: reads("role", ["permissions"], ({ permissions }) => listedInRole(permissions, "unredacted")),
    grant: reads("grant", ["grants"], ({ grants }) => listedInExisting(grants, "unredacted")),
  },
};
