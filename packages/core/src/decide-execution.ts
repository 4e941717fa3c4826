import type { AgentDefinition } from './agent-definition.ts';
import { toErrorFact } from './error-fact.ts';
import type { EventDraft } from './event.ts';
import { hashJson } from './input-hash.ts';
import type { Report } from './intent.ts';
import { findNonJson, toJson, type Json } from './json.ts';
import { redactJson } from './redact.ts';
import { nextAttempt } from './reduce-call.ts';
import { refuse, type At, type Ruling } from './ruling.ts';
import type { CallEntry } from './entry.ts';
import { findCall } from './find-entry.ts';
import type { Run, State } from './state.ts';
import { isIdempotent, timeoutMsOf } from './tool.ts';
import { toolOfCall } from './tool-of-call.ts';
import { unreachable } from './unreachable.ts';
import { validate } from './validate.ts';

type ExecutionReport = Extract<Report, { readonly type: `call.${string}` }>;

/** A lease outlasts the tool's own timeout by this much, so that an aborted tool can still say how it ended. */
const LEASE_GRACE_MS = 5_000;
/** An idempotent call that was lost this often is put to a person instead of claimed again. */
const MAX_ATTEMPTS = 3;

/** Claims and their results. Nothing runs unclaimed, and a claim is an append that won. */
export function decideExecution(
  definition: AgentDefinition,
  state: State,
  call: CallEntry,
  report: ExecutionReport,
  at: At,
): Ruling {
  switch (report.type) {
    case 'call.claim':
      return (
        claimProblem(state, call) ?? [changedInput(call) ?? claim(definition, state, call, report.runner, at)].flat()
      );
    case 'call.recover':
      return recover(definition, state, call, report, at);
    case 'call.succeed':
      return resultProblem(call, report.attempt) ?? succeed(definition, state, call, report);
    case 'call.fail': {
      const { callId, attempt, thrown } = report;
      return (
        resultProblem(call, attempt) ?? [
          { type: 'call.failed', callId, attempt, error: toErrorFact(thrown, definition.redact) },
        ]
      );
    }
    case 'call.expire': {
      const expiresAtMs = call.status === 'gated' ? call.gate?.expiresAtMs : undefined;
      const isDue = expiresAtMs !== undefined && at.nowMs >= expiresAtMs;
      return isDue
        ? [{ type: 'call.expired', callId: call.id }]
        : refuse('not_due', `Call ${call.id} has not expired.`);
    }
    default:
      return unreachable(report, []);
  }
}

function claimProblem({ run }: State, call: CallEntry): Ruling | undefined {
  if (call.status === 'running')
    return refuse('already_claimed', `Call ${call.id} was claimed by ${call.claim?.runner ?? 'another runner'}.`);
  if (call.status !== 'ready' || run?.status !== 'active')
    return refuse('not_ready', `Call ${call.id} may not run now.`);
  return undefined;
}

/**
 * The logged input is hashed again here: what runs is what was admitted or approved, to the byte. A call whose input is
 * another one by now can never run, so it is settled where it stands, unclaimed. [R54]
 */
function changedInput({ id: callId, input, inputHash }: CallEntry): EventDraft | undefined {
  if (hashJson(input) === inputHash) return undefined;
  const message = 'The input in the log does not match its hash, so this call did not run: the log was changed.';
  return { type: 'call.rejected', callId, reason: 'invalid_input', error: { name: 'InputChanged', message } };
}

function claim(
  definition: AgentDefinition,
  state: State,
  call: CallEntry,
  runner: string,
  at: At,
): readonly EventDraft[] {
  const tool = toolOfCall(definition.tools, state, call);
  const attempt = nextAttempt(call);
  const claimed: EventDraft = {
    type: 'call.claimed',
    callId: call.id,
    attempt,
    inputHash: call.inputHash,
    idempotencyKey: keyOf(state, call, at),
    runner,
    leaseUntilMs: at.nowMs + (tool ? timeoutMsOf(tool) + LEASE_GRACE_MS : 0),
  };
  if (tool?.kind === 'function') return [claimed];
  const error = {
    name: 'UnknownTool',
    message: `The ${call.undoes === undefined ? 'tool' : 'undo of the tool'} "${call.tool}" is gone since this call was admitted; it did not run.`,
  };
  return [claimed, { type: 'call.failed', callId: call.id, attempt, error }];
}

/**
 * One key for all attempts of a call. What a call did is taken back once, however often and in whatever forks that is asked
 * for: the key of an undo is made of the one that the call ran with. [R139]
 */
function keyOf(state: State, { id, undoes }: CallEntry, { threadId }: At): string {
  const own = `${threadId}:${undoes ?? id}`;
  if (undoes === undefined) return own;
  return `${findCall(state, undoes)?.claim?.idempotencyKey ?? own}.undo`;
}

function recover(
  definition: AgentDefinition,
  state: State,
  call: CallEntry,
  { attempt, runner, takeOver }: Extract<ExecutionReport, { type: 'call.recover' }>,
  at: At,
): Ruling {
  if (call.status !== 'running' || call.claim?.attempt !== attempt)
    return refuse('superseded', `Attempt ${attempt} of call ${call.id} is not running.`);
  if (!takeOver && at.nowMs < call.claim.leaseUntilMs)
    return refuse('not_due', `The claim on call ${call.id} still holds.`);
  const mayRepeat = belongsTo(state.run, call) && isIdempotent(toolOfCall(definition.tools, state, call));
  const isSame = hashJson(call.input) === call.inputHash;
  return mayRepeat && isSame && attempt < MAX_ATTEMPTS
    ? claim(definition, state, call, runner, at)
    : [{ type: 'call.doubted', callId: call.id, attempt }];
}

/** Whether the call is one of a run that goes on. A paused one does: what ran before the pause may run to its end. */
function belongsTo(run: Run | undefined, call: CallEntry): boolean {
  return run !== undefined && (run.status === 'active' || run.status === 'paused') && call.seq >= run.id;
}

function resultProblem(call: CallEntry, attempt: number): Ruling | undefined {
  const isOwed = (call.status === 'running' || call.status === 'doubted') && call.claim?.attempt === attempt;
  return isOwed
    ? undefined
    : refuse('superseded', `Attempt ${attempt} of call ${call.id} was superseded; its result is dropped.`);
}

function succeed(
  definition: AgentDefinition,
  state: State,
  call: CallEntry,
  { callId, attempt, output }: Extract<ExecutionReport, { type: 'call.succeed' }>,
): readonly EventDraft[] {
  const failed = (thrown: unknown): readonly EventDraft[] => [
    { type: 'call.failed', callId, attempt, error: toErrorFact(thrown, definition.redact) },
  ];
  const tool = toolOfCall(definition.tools, state, call);
  const checked =
    tool?.kind === 'function' && tool.output ? validate(tool.output, output) : { ok: true as const, value: output };
  if (!checked.ok)
    return failed({
      ...checked.error,
      name: 'InvalidOutput',
      message: 'The tool ran, but its output does not match its schema.',
    });
  const json = toJson(checked.value);
  if (!json.ok)
    return failed({
      name: 'InvalidOutput',
      message: `The tool ran, but its output holds something that is not JSON at ${json.path}.`,
    });
  const clean = redacted(json.value, definition.redact);
  return clean === undefined
    ? failed({
        name: 'InvalidOutput',
        message: 'The tool ran, but its output could not be redacted, so it is not kept.',
      })
    : [{ type: 'call.succeeded', callId, attempt, output: clean }];
}

/** `undefined` when an agent's own `redact` throws, or makes something else than text of a text. */
function redacted(output: Json, redact: (text: string) => string): Json | undefined {
  try {
    const clean = redactJson(output, redact);
    return findNonJson(clean) === undefined ? clean : undefined;
  } catch {
    return undefined;
  }
}
