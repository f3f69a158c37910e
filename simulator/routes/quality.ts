/** Evaluations and recordings of conversations. */
import { notFound } from "../http/errors.ts";
import { page } from "../http/paging.ts";
import type { Conversation, Evaluation } from "../org/orgData.ts";
import { type Call, param, type RouteTable } from "../route.ts";
import { placeOf, requireSight, sees } from "./rows.ts";

export const qualityRoutes: RouteTable = {
  "GET /api/v2/quality/evaluations/query": queryEvaluations,
  "GET /api/v2/conversations/{conversationId}/recordings": listRecordings,
  "GET /api/v2/conversations/{conversationId}/recordingmetadata": listRecordings,
};

/** An evaluation belongs to the divisions of its conversation. */
function queryEvaluations(call: Call): unknown {
  const { org, query, path } = call;
  const [conversationId, agentId] = [query.text("conversationId"), query.text("agentUserId")];
  const [evaluatorId, queueId] = [query.text("evaluatorUserId"), query.text("queueId")];
  const found = org.data.evaluations
    .map((evaluation) => ({ evaluation, conversation: requireConversation(call, evaluation.conversationId) }))
    .filter(({ conversation }) => sees(call, placeOf(conversation)))
    .filter(({ evaluation }) => conversationId === undefined || evaluation.conversationId === conversationId)
    .filter(({ evaluation }) => agentId === undefined || evaluation.agentId === agentId)
    .filter(({ evaluation }) => evaluatorId === undefined || evaluation.evaluatorId === evaluatorId)
    .filter(({ conversation }) => queueId === undefined || conversation.queueId === queueId);
  return page(path, query, found, ({ evaluation, conversation }) => evaluationEntity(evaluation, conversation));
}

function evaluationEntity(evaluation: Evaluation, { divisionIds, queueId, start, end }: Conversation): unknown {
  const { id, name, conversationId, agentId, evaluatorId, totalScore } = evaluation;
  return {
    id,
    name,
    conversation: { id: conversationId, selfUri: `/api/v2/conversations/${conversationId}` },
    agent: { id: agentId, selfUri: `/api/v2/users/${agentId}` },
    evaluator: { id: evaluatorId, selfUri: `/api/v2/users/${evaluatorId}` },
    queue: { id: queueId },
    status: "FINISHED",
    answers: { totalScore, questionGroupScores: [] },
    divisionIds,
    conversationDate: start,
    conversationEndDate: end,
    selfUri: `/api/v2/quality/conversations/${conversationId}/evaluations/${id}`,
  };
}

/** Metadata only, without media URIs: there is no media here. The vendor answers a bare array. */
function listRecordings(call: Call): unknown {
  const conversation = requireConversation(call, param(call, "conversationId"));
  requireSight(call, placeOf(conversation));
  return call.org.data.recordings
    .filter(({ conversationId }) => conversationId === conversation.id)
    .map(({ id, conversationId, media }) => ({
      id,
      conversationId,
      media,
      startTime: conversation.start,
      endTime: conversation.end,
      fileState: "AVAILABLE",
      users: [{ id: conversation.userId, selfUri: `/api/v2/users/${conversation.userId}` }],
      selfUri: `/api/v2/conversations/${conversationId}/recordings/${id}`,
    }));
}

function requireConversation({ org }: Call, id: string): Conversation {
  const found = org.data.conversations.find((it) => it.id === id);
  if (found === undefined) throw notFound("conversation", id);
  return found;
}
