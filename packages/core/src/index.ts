export { defineAgent } from './agent-definition.ts';
export type { AgentDefinition, AgentOptions, ContextFormat } from './agent-definition.ts';
export { askHuman } from './ask-human.ts';
export type { AskHumanInput } from './ask-human.ts';
export { askModel } from './ask-model.ts';
export type { Ask } from './ask-model.ts';
export { entryAfter, toBranchPoints, toBranchTree } from './branches.ts';
export type { Branch, BranchPoint, KnownThread } from './branches.ts';
export { toCallResult } from './call-result.ts';
export { toTurns } from './context-turns.ts';
export type { Turn } from './context-turns.ts';
export { toMessages } from './context-messages.ts';
export { decide, settle } from './decide.ts';
export type { Decision } from './decide.ts';
export { decideThen } from './decide-then.ts';
export type { NextReport } from './decide-then.ts';
export { createDraftBuilder } from './draft.ts';
export type { Draft, DraftBuilder, DraftCall, DraftPart, DraftText } from './draft.ts';
export { describeError, toErrorFact } from './error-fact.ts';
export type { ErrorFact, Issue } from './error-fact.ts';
export { SCHEMA_VERSION, stamp } from './event.ts';
export type {
  Actor,
  AnswerFormat,
  Event,
  EventDraft,
  EventType,
  Facts,
  FinishReason,
  LimitName,
  MessageSource,
  ProviderMetadata,
  RejectReason,
  ReplyCall,
  ReplyPart,
  Resolution,
  Urgency,
  Usage,
  Verdict,
} from './event.ts';
export { defineFlow, toolsRan } from './flow.ts';
export type { Flow, FlowState } from './flow.ts';
export { decideFork, decideForkAt, originOf, seqBefore } from './fork.ts';
export type { ForkRequest } from './fork.ts';
export { hashJson } from './input-hash.ts';
export type { Intent, Rejection, RejectionCode, Report } from './intent.ts';
export { isThreadStore } from './is-thread-store.ts';
export { findNonJson, toJson } from './json.ts';
export type { Json, JsonObject } from './json.ts';
export { limitUse } from './limits.ts';
export type { LimitUse } from './limits.ts';
export { createMemoryStore } from './memory-store.ts';
export { buildRequest } from './model-request.ts';
export type { BuiltRequest } from './model-request.ts';
export { phaseOf } from './phase.ts';
export type { Phase } from './phase.ts';
export { plan } from './plan.ts';
export type { Effect } from './plan.ts';
export type {
  AppendNote,
  AppendResult,
  AssistantPart,
  Attendance,
  Clock,
  Model,
  ModelFailure,
  ModelMessage,
  ModelPart,
  ModelRequest,
  Presence,
  Signal,
  Store,
  ThreadPage,
  ThreadQuery,
  ThreadStore,
  ThreadSummary,
  ToolResultPart,
  ToolSpec,
} from './ports.ts';
export { readIntent } from './read-intent.ts';
export { redactSecrets } from './redact.ts';
export { redactValues } from './redact-values.ts';
export { currentVotes } from './reduce-call.ts';
export { foldOnce } from './fold-once.ts';
export { keptState } from './folding.ts';
export { fold, reduce, REDUCER_VERSION } from './reduce.ts';
export type { At } from './ruling.ts';
export { stampAfter } from './stamp-after.ts';
export { runTool } from './run-tool.ts';
export type { ToolHost } from './run-tool.ts';
export { findCall, openAsks, openCalls } from './find-entry.ts';
export { initialState } from './state.ts';
export type {
  AskEntry,
  CallDecision,
  CallEntry,
  CallStatus,
  Claim,
  Entry,
  Gate,
  MessageEntry,
  NoticeEntry,
  PrefetchEntry,
  ReplyEntry,
} from './entry.ts';
export type { ForkOrigin, OpenRequest, Rule, Run, State } from './state.ts';
export { createTimeline } from './timeline.ts';
export type { Timeline } from './timeline.ts';
export { toThread } from './to-thread.ts';
export { defineTool, isIdempotent, timeoutMsOf, toolNamed } from './tool.ts';
export { toolOfCall } from './tool-of-call.ts';
export { undoProblem } from './undo-of.ts';
export type {
  FunctionTool,
  HumanTool,
  InputOf,
  OutputOf,
  PolicyAnswer,
  PolicyCall,
  Question,
  Schema,
  Tool,
  ToolContext,
  Tools,
  Undo,
} from './tool.ts';
export { TwelvefoldError } from './twelvefold-error.ts';
export type { ErrorCode } from './twelvefold-error.ts';
export { validate } from './validate.ts';
export { hasVoted, mayDecide } from './voting.ts';
export type { Validation } from './validate.ts';
