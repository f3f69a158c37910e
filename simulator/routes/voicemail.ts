/** What the vendor's Terraform provider reads and writes beside every user and group: voicemail policies and the utilization of agents. */
import { z } from "zod";
import { readBody } from "../http/body.ts";
import { notFound } from "../http/errors.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { requireGroup } from "./groups.ts";

export const voicemailRoutes: RouteTable = {
  "GET /api/v2/voicemail/userpolicies/{userId}": (call) => {
    requireUserId(call);
    return { enabled: false, alertTimeoutSeconds: 24, sendEmailNotifications: true };
  },
  "GET /api/v2/routing/users/{userId}/utilization": (call) => {
    requireUserId(call);
    return { level: "Organization", utilization: {}, labelUtilizations: {} };
  },
  "GET /api/v2/voicemail/groups/{groupId}/policy": groupPolicy,
  "PATCH /api/v2/voicemail/groups/{groupId}/policy": updateGroupPolicy,
};

/** Values of an org in which nobody set anything; shown as the vendor's models name them (which values a real org starts with is unverified). */
const GROUP_POLICY = {
  enabled: false,
  sendEmailNotifications: false,
  disableEmailPii: false,
  includeEmailTranscriptions: false,
  languagePreference: "en-US",
  emailPolicy: { emailAddress: "" },
};

function groupPolicy(call: Call): unknown {
  const { id, name, voicemailPolicy } = requireGroup(call);
  return { name, group: { id, selfUri: `/api/v2/groups/${id}` }, ...GROUP_POLICY, ...voicemailPolicy };
}

function updateGroupPolicy(call: Call): unknown {
  const group = requireGroup(call);
  const { name: _, group: __, ...asked } = readBody(z.record(z.string(), z.unknown()), call.body);
  group.voicemailPolicy = { ...group.voicemailPolicy, ...asked };
  return groupPolicy(call);
}

function requireUserId(call: Call): void {
  const id = param(call, "userId");
  if (call.org.user(id) === undefined) throw notFound("user", id);
}
