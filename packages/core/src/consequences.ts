/*
 * Facts that follow from the state alone: the engine owes them to the log before it does anything else.
 *
 *   selected call → admitted │ gated │ rejected │ asked        failed request → timer │ run.failed
 *   nothing left to say → run.finished                         verdict of a custom state → finished │ failed │ asked
 *   too many errors → human.asked                              budget used up → limit.reached
 *   a route that throws → flow.visited, which fails the run
 */
import type { AgentDefinition } from './agent-definition.ts';
import { admit } from './admit.ts';
import { backoffMs } from './backoff.ts';
import { describeError } from './error-fact.ts';
import type { EventDraft, FinishReason, Verdict } from './event.ts';
import { brokenRoute } from './flow.ts';
import { findLastEntry } from './find-entry.ts';
import { limitUse } from './limits.ts';
import { isFinal, phaseOf } from './phase.ts';
import { openCalls } from './find-entry.ts';
import type { Run, State } from './state.ts';
import { unreachable } from './unreachable.ts';

/** However long a provider asks to wait: people wait with the thread. */
const MAX_RETRY_MS = 600_000;

/** The next facts that follow, in order; none when the log owes nothing. More may follow from these. */
export function consequences(definition: AgentDefinition, state: State): readonly EventDraft[] {
  if (settled?.state === state && settled.definition === definition) return [];
  const facts = owed(definition, state);
  if (facts.length === 0) settled = { definition, state };
  return facts;
}

/** The last state that owed nothing: whoever decides, plans and settles asks about the same one several times. */
let settled: { readonly definition: AgentDefinition; readonly state: State } | undefined;

function owed(definition: AgentDefinition, state: State): readonly EventDraft[] {
  const { run } = state;
  if (!isThreadOf(definition, state)) return [];
  // One by one: the policy for a call sees what became of those before it in the same reply.
  const selected = openCalls(state).find((call) => call.status === 'selected');
  if (selected) return [admit(definition, state, selected)];
  if (run?.status !== 'active') return [];
  if (run.lastFailure) return [afterFailure(definition, state, run, run.lastFailure)];
  if (run.verdict && openCalls(state).length === 0) return [afterVerdict(state, run.verdict)];
  const phase = phaseOf(state);
  if (phase === 'running' && state.open.length === 0 && isFinal(state))
    return [finished(state.lastReply?.finishReason)];
  if (phase === 'thinking' && !state.request) return beforeThinking(definition, state, run);
  return [];
}

/** Whether the thread is this agent's, under whatever version: nobody else's definition may add to it. */
export function isThreadOf(definition: AgentDefinition, state: State): boolean {
  return state.agent?.name === definition.name;
}

function afterFailure(
  definition: AgentDefinition,
  state: State,
  run: Run,
  failure: NonNullable<Run['lastFailure']>,
): EventDraft {
  const { error, retryable, retryAfterMs } = failure;
  if (!retryable || run.modelFailures >= definition.modelAttempts) return { type: 'run.failed', error };
  const delayMs = Math.min(retryAfterMs ?? backoffMs(run.modelFailures, state.threadId), MAX_RETRY_MS);
  return { type: 'timer.set', timerId: `retry-${state.seq}`, untilMs: state.atMs + delayMs };
}

function afterVerdict(state: State, verdict: Verdict): EventDraft {
  switch (verdict.then) {
    case 'ask':
      return ask(state, verdict.question, 'flow');
    case 'fail':
      return { type: 'run.failed', error: { name: 'FlowFailed', message: verdict.note } };
    case 'finish':
    case 'continue':
      return { type: 'run.finished', reason: 'flow', ...(verdict.note && { note: verdict.note }) };
    default:
      return unreachable(verdict, { type: 'run.finished', reason: 'flow' });
  }
}

function finished(reason: FinishReason = 'stop'): EventDraft {
  if (reason === 'error')
    return { type: 'run.failed', error: { name: 'ModelError', message: 'The model ended its reply with an error.' } };
  return { type: 'run.finished', reason: reason === 'length' || reason === 'content_filter' ? reason : 'replied' };
}

function beforeThinking(definition: AgentDefinition, state: State, run: Run): readonly EventDraft[] {
  const { escalateAfterErrors } = definition;
  if (escalateAfterErrors > 0 && run.errors >= escalateAfterErrors)
    return [ask(state, escalation(state, run), 'errors')];
  const over = limitUse(definition, state).find(({ used, max }) => used >= max);
  if (over) return [{ type: 'limit.reached', ...over }];
  const broken = brokenRoute(definition.flow, state, definition.redact);
  return broken ? [broken] : [];
}

function escalation(state: State, run: Run): string {
  const last = findLastEntry(state, (entry) => entry.kind === 'call' && entry.error !== undefined);
  const error = last?.kind === 'call' && last.error ? ` The last: ${last.tool}: ${describeError(last.error)}` : '';
  return `${run.errors} errors in a row.${error}\nHow should I go on?`;
}

function ask(state: State, question: string, reason: 'errors' | 'flow'): EventDraft {
  return {
    type: 'human.asked',
    askId: `ask-${state.seq}`,
    question,
    reason,
    format: { kind: 'text' },
    urgency: 'high',
  };
}
