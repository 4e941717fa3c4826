/*
 * A thread that tests drive by hand, one command after the other, on a clock that stands still until it is told.
 */
import type { AgentDefinition } from '../agent-definition.ts';
import { decide, settle, type Decision } from '../decide.ts';
import { stamp, type Actor, type Event, type EventDraft, type FinishReason, type Usage } from '../event.ts';
import type { Intent, Rejection, Report } from '../intent.ts';
import type { Json } from '../json.ts';
import { buildRequest } from '../model-request.ts';
import { fold } from '../reduce.ts';
import type { State } from '../state.ts';

export const THREAD = 't';
export const START_MS = 1_000_000;

export const ann: Actor = { kind: 'person', id: 'ann', name: 'Ann' };
export const bob: Actor = { kind: 'person', id: 'bob', name: 'Bob' };
export const cem: Actor = { kind: 'person', id: 'cem' };

/** Drafts as the log of thread `t`, one a second. */
export function logOf(...drafts: readonly EventDraft[]): readonly Event[] {
  return drafts.flatMap((draft, index) =>
    stamp([draft], { threadId: THREAD, seq: index, atMs: START_MS + index * 1_000 }),
  );
}

/** What a test's model says. */
export interface Said {
  readonly text?: string;
  readonly calls?: readonly { readonly tool: string; readonly input?: Json; readonly inputText?: string }[];
  readonly finishReason?: FinishReason;
  readonly usage?: Usage;
  readonly costUsd?: number;
}

export interface TestThread {
  readonly state: () => State;
  readonly log: () => readonly Event[];
  /** The types of all events, in order. */
  readonly types: () => readonly string[];
  readonly wait: (ms: number) => void;
  /** Decides and appends. Throws when an accepted decision leaves anything owed. */
  readonly do: (command: Intent | Report) => Decision;
  /** `do` for what must be accepted: the facts that it became, without their envelopes. */
  readonly facts: (command: Intent | Report) => readonly EventDraft[];
  /** `do` for what must be refused: why it was. Throws when anything was appended. */
  readonly refusal: (command: Intent | Report) => Rejection;
  readonly send: (text: string) => void;
  /** Asks the model, as a runner does. */
  readonly request: (runner?: string) => void;
  /** Answers the request in flight, or one that it makes first. */
  readonly reply: (said: Said) => readonly EventDraft[];
  readonly fail: (thrown: unknown) => readonly EventDraft[];
  /** Claims a call and reports its output. */
  readonly run: (callId: string, output: Json) => readonly EventDraft[];
}

export function testThread(definition: AgentDefinition, events: readonly Event[] = []): TestThread {
  let log = events;
  let state = fold(events);
  let nowMs = Math.max(state.atMs, START_MS);

  const thread: TestThread = {
    state: () => state,
    log: () => log,
    types: () => log.map(({ type }) => type),
    wait: (ms) => void (nowMs += ms),
    do: (command) => {
      const at = { threadId: state.threadId || THREAD, nowMs };
      const decision = decide(definition, state, command, at);
      if (!decision.ok) return decision;
      log = [...log, ...decision.events];
      state = fold(decision.events, state);
      const owed = settle(definition, state, at);
      if (owed.length > 0) throw new Error(`${command.type} left owed: ${owed.map(({ type }) => type).join(', ')}`);
      return decision;
    },
    facts: (command) => {
      const decision = thread.do(command);
      if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.rejection.message}`);
      return decision.events.map(bare);
    },
    refusal: (command) => {
      const before = log;
      const decision = thread.do(command);
      if (decision.ok || log !== before) throw new Error(`${command.type} was accepted`);
      return decision.rejection;
    },
    send: (text) => void thread.facts({ type: 'message.send', text, by: ann }),
    request: (runner = 'r1') => {
      const { promptVersion, contextHash } = buildRequest(definition, state);
      const step = state.step + 1;
      const attempt = state.attempts + 1;
      const made = { step, attempt, promptVersion, contextHash, runner, modelId: 'test', leaseMs: 60_000 };
      thread.facts({ type: 'model.request', ...made, builtAtSeq: state.seq });
    },
    reply: ({ text, calls = [], finishReason, usage = { inputTokens: 10, outputTokens: 5 }, costUsd }) => {
      if (!state.request) thread.request();
      const { step, attempt } = state.request ?? { step: 0, attempt: 0 };
      const written = calls.map((call, index) => {
        return { type: 'call' as const, callId: `${step}.${index}`, providerCallId: `p${step}.${index}`, ...call };
      });
      return thread.facts({
        type: 'model.reply',
        step,
        attempt,
        content: [...(text === undefined ? [] : [{ type: 'text' as const, text }]), ...written],
        finishReason: finishReason ?? (calls.length > 0 ? 'calls' : 'stop'),
        usage,
        ...(costUsd !== undefined && { costUsd }),
      });
    },
    fail: (thrown) => {
      if (!state.request) thread.request();
      const { step, attempt } = state.request ?? { step: 0, attempt: 0 };
      return thread.facts({ type: 'model.fail', step, attempt, thrown });
    },
    run: (callId, output) => {
      const claimed = thread.facts({ type: 'call.claim', callId, runner: 'r1' });
      const attempt = claimed.flatMap((fact) => (fact.type === 'call.claimed' ? [fact.attempt] : []))[0] ?? 0;
      return thread.facts({ type: 'call.succeed', callId, attempt, output });
    },
  };
  return thread;
}

/** The fact in an event. */
function bare({ id: _, threadId: _threadId, seq: _seq, atMs: _atMs, v: _v, hash: _hash, ...fact }: Event): EventDraft {
  return fact;
}
