import type { AgentDefinition } from './agent-definition.ts';
import { toErrorFact } from './error-fact.ts';
import type { EventDraft, ReplyPart, Usage } from './event.ts';
import type { Report } from './intent.ts';
import { findNonJson, toJson, type Json } from './json.ts';
import { phaseOf } from './phase.ts';
import { findReplyProblem } from './reply-problem.ts';
import { refuse, type At, type Ruling } from './ruling.ts';
import type { State } from './state.ts';
import { unreachable } from './unreachable.ts';

type ModelReport = Extract<Report, { readonly type: `model.${string}` }>;
type Request = Extract<ModelReport, { readonly type: 'model.request' }>;
type Reply = Extract<ModelReport, { readonly type: 'model.reply' }>;

/** A step of the model: the request is a claim, and only its holder may answer. */
export function decideModel(definition: AgentDefinition, state: State, report: ModelReport, at: At): Ruling {
  if (report.type === 'model.request') return request(definition, state, report, at);
  const { step, attempt } = report;
  const { request: held } = state;
  if (!held || held.step !== step || held.attempt !== attempt) {
    return refuse('superseded', `Request ${step}/${attempt} is not in flight any more; its answer is dropped.`);
  }
  switch (report.type) {
    case 'model.reply':
      return [reply(report)];
    case 'model.fail': {
      const error = toErrorFact(report.thrown, definition.redact);
      return [{ type: 'model.failed', step, attempt, error, ...retryOf(report.thrown) }];
    }
    default:
      return unreachable(report, []);
  }
}

function request(definition: AgentDefinition, state: State, report: Request, at: At): Ruling {
  const { step, attempt, promptVersion, contextHash, runner, leaseMs, takeOver, builtAtSeq } = report;
  if (phaseOf(state, definition.flow) !== 'thinking' || step !== state.step + 1) {
    return refuse('not_due', `The model is not due for step ${step}.`);
  }
  const { request: held } = state;
  if (held && !takeOver && at.nowMs < held.leaseUntilMs)
    return refuse('already_claimed', `Step ${step} is being asked by ${held.runner}.`);
  if (attempt !== state.attempts + 1)
    return refuse('superseded', `Attempt ${attempt} of step ${step} was made already.`);
  if (builtAtSeq !== undefined && builtAtSeq !== state.seq)
    return refuse('superseded', `The thread went on since event ${builtAtSeq}: build the request again.`);
  // The adapter says it; a model without a name is asked all the same.
  const modelId = typeof report.modelId === 'string' ? report.modelId : 'unknown';
  const leaseUntilMs = at.nowMs + leaseMs;
  return [{ type: 'model.requested', step, attempt, promptVersion, contextHash, modelId, runner, leaseUntilMs }];
}

/** A reply that cannot be logged is a failure like any other: it is tried again, and in the end fails the run. */
function reply({ step, attempt, content, finishReason, usage, costUsd }: Reply): EventDraft {
  const failed = (message: string, retryable = true): EventDraft => {
    return { type: 'model.failed', step, attempt, error: { name: 'InvalidReply', message }, retryable };
  };
  const clean = findNonJson(content) === undefined ? { ok: true as const, value: content } : toJson(content);
  if (!clean.ok) return failed(`The reply holds something that is not JSON at ${clean.path}.`);
  const problem = findReplyProblem(step, clean.value as Json, finishReason, usage);
  if (problem) return failed(problem.message, problem.retryable);
  const parts = clean.value as readonly ReplyPart[];
  const cost = isCount(costUsd) && { costUsd };
  return { type: 'model.replied', step, attempt, content: parts, finishReason, usage: countable(usage), ...cost };
}

/** What a provider does not count (or counts as `NaN`) counts as nothing, so that sums stay numbers. */
function countable({ inputTokens, outputTokens, cachedInputTokens, reasoningTokens }: Usage): Usage {
  return {
    inputTokens: isCount(inputTokens) ? inputTokens : 0,
    outputTokens: isCount(outputTokens) ? outputTokens : 0,
    ...(isCount(cachedInputTokens) && { cachedInputTokens }),
    ...(isCount(reasoningTokens) && { reasoningTokens }),
  };
}

/** JSON has no negative zero: a log with one would not read back as it was. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && !Object.is(value, -0);
}

function retryOf(thrown: unknown): { readonly retryable: boolean; readonly retryAfterMs?: number } {
  try {
    if (typeof thrown !== 'object' || thrown === null || !('retryable' in thrown)) return { retryable: false };
    const retryAfterMs = 'retryAfterMs' in thrown ? thrown.retryAfterMs : undefined;
    return { retryable: thrown.retryable === true, ...(isCount(retryAfterMs) && { retryAfterMs }) };
  } catch {
    return { retryable: false };
  }
}
