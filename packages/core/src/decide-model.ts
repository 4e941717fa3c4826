import type { AgentDefinition } from './agent-definition.ts';
import { toErrorFact } from './error-fact.ts';
import type { Report } from './intent.ts';
import { findNonJson } from './json.ts';
import { phaseOf } from './phase.ts';
import { refuse, type At, type Ruling } from './ruling.ts';
import type { State } from './state.ts';
import { unreachable } from './unreachable.ts';

type ModelReport = Extract<Report, { readonly type: `model.${string}` }>;

/** A step of the model: the request is a claim, and only its holder may answer. */
export function decideModel(definition: AgentDefinition, state: State, report: ModelReport, at: At): Ruling {
  if (report.type === 'model.request') return request(definition, state, report, at);
  const { step, attempt } = report;
  if (state.request?.step !== step || state.request.attempt !== attempt) {
    return refuse('superseded', `Request ${step}/${attempt} is not in flight any more; its answer is dropped.`);
  }
  switch (report.type) {
    case 'model.reply': {
      const { content, finishReason, usage, costUsd } = report;
      const path = findNonJson(content);
      if (path !== undefined) return refuse('not_json', `The reply holds something that is not JSON at ${path}.`);
      return [
        {
          type: 'model.replied',
          step,
          attempt,
          content,
          finishReason,
          usage,
          ...(costUsd !== undefined && { costUsd }),
        },
      ];
    }
    case 'model.fail': {
      const error = toErrorFact(report.thrown, definition.redact);
      return [{ type: 'model.failed', step, attempt, error, ...retryOf(report.thrown) }];
    }
    default:
      return unreachable(report, []);
  }
}

function request(
  definition: AgentDefinition,
  state: State,
  report: Extract<ModelReport, { type: 'model.request' }>,
  at: At,
): Ruling {
  const { step, attempt, promptVersion, contextHash, modelId, runner, leaseMs, takeOver } = report;
  if (phaseOf(state, definition.flow) !== 'thinking' || step !== state.step + 1) {
    return refuse('not_due', `The model is not due for step ${step}.`);
  }
  const { request: held } = state;
  if (held && !takeOver && at.nowMs < held.leaseUntilMs)
    return refuse('already_claimed', `Step ${step} is being asked by ${held.runner}.`);
  if (attempt !== state.attempts + 1)
    return refuse('superseded', `Attempt ${attempt} of step ${step} was made already.`);
  return [
    {
      type: 'model.requested',
      step,
      attempt,
      promptVersion,
      contextHash,
      modelId,
      runner,
      leaseUntilMs: at.nowMs + leaseMs,
    },
  ];
}

function retryOf(thrown: unknown): { readonly retryable: boolean; readonly retryAfterMs?: number } {
  if (typeof thrown !== 'object' || thrown === null || !('retryable' in thrown)) return { retryable: false };
  const retryAfterMs = 'retryAfterMs' in thrown ? thrown.retryAfterMs : undefined;
  const isDelay = typeof retryAfterMs === 'number' && retryAfterMs >= 0 && Number.isFinite(retryAfterMs);
  return { retryable: thrown.retryable === true, ...(isDelay && { retryAfterMs }) };
}
