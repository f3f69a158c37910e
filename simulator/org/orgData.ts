/** Everything an org holds, as it is exported, compared and kept in a data file. Client secrets are here only as hashes. */
import { z } from "zod";

const reference = z.object({ id: z.string(), selfUri: z.string() });

/** A division, soft-deleted ones included: GET /api/v2/authorization/divisions/deleted lists them and restore brings them back. */
export const DivisionSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  homeDivision: z.boolean(),
  deleted: z.boolean(),
});

const OperandSchema = z.looseObject({ type: z.string(), value: z.string().optional() });
const TermSchema = z.looseObject({ variableName: z.string(), operator: z.string(), operands: z.array(OperandSchema) });
/** A condition as the API takes it; only its first level is read here, deeper nodes are kept as they are. */
export const ConditionSchema = z.looseObject({ conjunction: z.string(), terms: z.array(TermSchema).optional() });

export const PolicySchema = z.looseObject({
  domain: z.string(),
  entityName: z.string(),
  actionSet: z.array(z.string()),
  resourceConditionNode: ConditionSchema.optional(),
});

export const RoleSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** Old one-word permissions (`admin`, `group_creation`). */
  permissions: z.array(z.string()),
  permissionPolicies: z.array(PolicySchema),
  /** Stable key of a vendor default role (`employee`, `admin`). */
  defaultRoleId: z.string().optional(),
  roleNeedsUpdate: z.boolean(),
});

export const GRANT_TYPES = ["CODE", "TOKEN", "SAML2-BEARER", "PASSWORD", "CLIENT-CREDENTIALS"] as const;

export const ClientSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  authorizedGrantType: z.enum(GRANT_TYPES),
  /** Lower-case hex SHA-256 of the secret: the secret itself is told once and kept nowhere. */
  secretSha256: z.string(),
  accessTokenValiditySeconds: z.number(),
  registeredRedirectUri: z.array(z.string()),
  scope: z.array(z.string()),
  /** `deleted`: it can still be restored until its `dateToDelete`. */
  state: z.enum(["active", "disabled", "inactive", "deleted"]),
  dateToDelete: z.string().optional(),
  dateCreated: z.string(),
  dateModified: z.string(),
  createdBy: reference,
  modifiedBy: reference,
});

export const SUBJECT_TYPES = ["PC_USER", "PC_GROUP", "PC_OAUTH_CLIENT"] as const;

export const GrantSchema = z.object({
  subjectType: z.enum(SUBJECT_TYPES),
  subjectId: z.string(),
  roleId: z.string(),
  /** A division id, or `*` for all divisions. */
  divisionId: z.string(),
  grantMadeAt: z.string(),
});

export const USER_STATES = ["active", "inactive", "deleted"] as const;

export const UserSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  title: z.string(),
  department: z.string(),
  divisionId: z.string(),
  /** Absent: active. */
  state: z.enum(USER_STATES).optional(),
});

/** What a client of the API set and nothing here reads: it is shown as it came. */
const SettingsSchema = z.record(z.string(), z.unknown());

export const GroupSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  memberIds: z.array(z.string()),
  ownerIds: z.array(z.string()).optional(),
  settings: SettingsSchema.optional(),
  voicemailPolicy: SettingsSchema.optional(),
});
const Divisioned = z.object({ id: z.string(), name: z.string(), divisionId: z.string() });
export const QueueSchema = Divisioned.extend({
  description: z.string(),
  wrapupCodeIds: z.array(z.string()).optional(),
  settings: SettingsSchema.optional(),
});
export const WrapupCodeSchema = Divisioned;
/** Credentials of integrations. Their fields are secrets: they are taken and kept nowhere. */
export const CredentialSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  createdDate: z.string(),
  modifiedDate: z.string(),
});
export const BusinessUnitSchema = Divisioned;
export const ManagementUnitSchema = Divisioned.extend({ businessUnitId: z.string(), userIds: z.array(z.string()) });

/** A finished voice or message interaction. One that was transferred between divisions belongs to both. */
export const ConversationSchema = z.object({
  id: z.string(),
  divisionIds: z.array(z.string()),
  queueId: z.string(),
  userId: z.string(),
  mediaType: z.string(),
  start: z.string(),
  end: z.string(),
});
export const RecordingSchema = z.object({ id: z.string(), conversationId: z.string(), media: z.string() });
export const EvaluationSchema = z.object({
  id: z.string(),
  name: z.string(),
  conversationId: z.string(),
  agentId: z.string(),
  evaluatorId: z.string(),
  totalScore: z.number(),
});
/** One shift of one agent; it belongs to the division of the management unit. */
export const ShiftSchema = z.object({
  id: z.string(),
  userId: z.string(),
  managementUnitId: z.string(),
  startDate: z.string(),
  lengthMinutes: z.number(),
});

export const OrgDataSchema = z.object({
  version: z.literal(1),
  organization: z.object({ id: z.string(), name: z.string(), thirdPartyOrgName: z.string(), domain: z.string() }),
  settings: z.object({
    backfillEnabled: z.boolean(),
    authorizationGrantDivisionAware: z.boolean(),
    analysisEnabled: z.boolean(),
    analysisDays: z.number(),
  }),
  divisions: z.array(DivisionSchema),
  roles: z.array(RoleSchema),
  clients: z.array(ClientSchema),
  grants: z.array(GrantSchema),
  users: z.array(UserSchema),
  groups: z.array(GroupSchema),
  queues: z.array(QueueSchema),
  /** Absent in data files of before. */
  wrapupCodes: z.array(WrapupCodeSchema).default([]),
  credentials: z.array(CredentialSchema).default([]),
  businessUnits: z.array(BusinessUnitSchema),
  managementUnits: z.array(ManagementUnitSchema),
  conversations: z.array(ConversationSchema),
  recordings: z.array(RecordingSchema),
  evaluations: z.array(EvaluationSchema),
  shifts: z.array(ShiftSchema),
});

export type Division = z.infer<typeof DivisionSchema>;
export type Condition = z.infer<typeof ConditionSchema>;
export type ConditionTerm = z.infer<typeof TermSchema>;
export type Policy = z.infer<typeof PolicySchema>;
export type Role = z.infer<typeof RoleSchema>;
export type GrantType = (typeof GRANT_TYPES)[number];
export type Client = z.infer<typeof ClientSchema>;
export type SubjectType = (typeof SUBJECT_TYPES)[number];
export type Grant = z.infer<typeof GrantSchema>;
export type User = z.infer<typeof UserSchema>;
export type Group = z.infer<typeof GroupSchema>;
export type Queue = z.infer<typeof QueueSchema>;
export type WrapupCode = z.infer<typeof WrapupCodeSchema>;
export type Credential = z.infer<typeof CredentialSchema>;
export type BusinessUnit = z.infer<typeof BusinessUnitSchema>;
export type ManagementUnit = z.infer<typeof ManagementUnitSchema>;
export type Conversation = z.infer<typeof ConversationSchema>;
export type Recording = z.infer<typeof RecordingSchema>;
export type Evaluation = z.infer<typeof EvaluationSchema>;
export type Shift = z.infer<typeof ShiftSchema>;
export type OrgData = z.infer<typeof OrgDataSchema>;
