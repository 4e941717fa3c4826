/*
 * What a thread amounts to: `events.reduce(reduce, initialState)` and nothing else.
 *
 *   entries   what happened, in order: messages, replies, calls, questions, notices      (the UI's list)
 *   open      where the unsettled calls stand in `entries`                               (the engine's worklist)
 *   run       the current or last run: its status, budget and errors
 *   request   the model request in flight, if any
 */
import type {
  Actor,
  AnswerFormat,
  EventType,
  FinishReason,
  LimitName,
  MessageSource,
  ProviderMetadata,
  ReplyPart,
  RejectReason,
  Urgency,
  Usage,
  Verdict,
} from './event.ts';
import type { ErrorFact } from './error-fact.ts';
import type { Json, JsonObject } from './json.ts';

export interface MessageEntry {
  readonly kind: 'message';
  readonly id: string;
  readonly seq: number;
  readonly atMs: number;
  readonly source: MessageSource;
  readonly by: Actor;
  readonly text: string;
  readonly data?: JsonObject;
}

/** Data fetched ahead of the model's asking for it. */
export interface PrefetchEntry {
  readonly kind: 'prefetch';
  readonly id: string;
  readonly seq: number;
  readonly atMs: number;
  readonly key: string;
  readonly data: Json;
}

/** What the model wrote in one step; its calls follow as entries of their own. */
export interface ReplyEntry {
  readonly kind: 'reply';
  /** `reply-<step>` */
  readonly id: string;
  readonly seq: number;
  /** The `seq` of the request it answers: messages after that one were not seen by the model. */
  readonly requestSeq: number;
  readonly atMs: number;
  readonly step: number;
  readonly text: string;
  readonly reasoning: string;
  readonly content: readonly ReplyPart[];
  readonly finishReason: FinishReason;
  readonly usage: Usage;
}

/**
 * Where a call stands. Unsettled: `selected` (not admitted yet), `ready` (may be claimed), `gated` (waits for a
 * decision), `asked` (waits for a person's answer), `running` (claimed), `doubted` (claimed, outcome unknown).
 * Settled: all the others.
 */
export type CallStatus =
  | 'selected'
  | 'ready'
  | 'gated'
  | 'asked'
  | 'running'
  | 'doubted'
  | 'succeeded'
  | 'failed'
  | 'denied'
  | 'rejected'
  | 'expired'
  | 'cancelled'
  | 'abandoned';

export interface Gate {
  readonly reason?: string;
  readonly approvers?: readonly string[];
  readonly quorum: number;
  readonly expiresAtMs?: number;
}

/** One person's decision on a gated call. */
export interface CallDecision {
  readonly kind: 'approved' | 'denied' | 'resolved';
  readonly by: Actor;
  readonly atMs: number;
  /** The hash of what the person saw. */
  readonly inputHash: string;
  readonly edited?: true;
  readonly reason?: string;
  readonly suggestion?: string;
}

export interface Claim {
  readonly attempt: number;
  readonly runner: string;
  readonly leaseUntilMs: number;
  readonly atMs: number;
  readonly idempotencyKey: string;
}

export interface CallEntry {
  readonly kind: 'call';
  readonly id: string;
  readonly seq: number;
  readonly atMs: number;
  readonly step: number;
  readonly tool: string;
  readonly providerCallId: string;
  readonly providerMetadata?: ProviderMetadata;
  readonly status: CallStatus;
  /** What will run: the model's input, or the edited one that a person approved. */
  readonly input: Json;
  /** What the model wrote, when a person edited it. */
  readonly modelInput?: Json;
  /** The model wrote no JSON: `input` is its text. */
  readonly unparsed?: true;
  /** SHA-256 of `input`; empty until admission. */
  readonly inputHash: string;
  /** The hash of what the schema made of `input` when it was decided on: it must make the same of it when it runs. */
  readonly parsedHash?: string;
  readonly gate?: Gate;
  readonly decisions: readonly CallDecision[];
  readonly claim?: Claim;
  readonly output?: Json;
  readonly error?: ErrorFact;
  readonly rejectReason?: RejectReason;
  readonly settledAtMs?: number;
  /** The rule that let it run, where the policy asked: then `gate` is what the policy asked. */
  readonly ruleId?: string;
  /** The call that this one takes back, when a person asked for that. */
  readonly undoes?: string;
  /** Who asked for it, and why, where a person did: for a call that takes back another one. */
  readonly requested?: { readonly by: Actor; readonly reason?: string };
}

/** A person's standing yes to a tool, until it is revoked. */
export interface Rule {
  readonly ruleId: string;
  readonly tool: string;
  readonly by: Actor;
  readonly atMs: number;
}

export interface AskEntry {
  readonly kind: 'ask';
  /** The askId. */
  readonly id: string;
  readonly seq: number;
  readonly atMs: number;
  readonly callId?: string;
  readonly question: string;
  readonly format: AnswerFormat;
  readonly urgency: Urgency;
  readonly reason: 'tool' | 'errors' | 'flow';
  readonly answer?: { readonly value: Json; readonly by: Actor; readonly atMs: number };
}

/** Something the run did that a person should be able to see. */
export interface NoticeEntry {
  readonly kind: 'notice';
  readonly id: string;
  readonly seq: number;
  readonly atMs: number;
  readonly type: Extract<
    EventType,
    `run.${string}` | `limit.${string}` | `rule.${string}` | 'model.failed' | 'flow.visited' | 'thread.forked'
  >;
  readonly text: string;
  readonly by?: Actor;
}

export type Entry = MessageEntry | PrefetchEntry | ReplyEntry | CallEntry | AskEntry | NoticeEntry;

/** From the message that woke the agent to its finish. Budgets count over it, across waits and reloads. */
export interface Run {
  /** The `seq` of the event that started it. */
  readonly id: number;
  readonly status: 'active' | 'paused' | 'finished' | 'failed' | 'cancelled';
  readonly startedAtMs: number;
  readonly steps: number;
  readonly tokens: number;
  readonly costUsd: number;
  /** Tool errors in a row; a success or a person's answer sets it to 0. */
  readonly errors: number;
  /** Failed model requests in a row for the current step. */
  readonly modelFailures: number;
  /** Limits raised by a person in this run. */
  readonly raised: Readonly<Partial<Record<LimitName, number>>>;
  readonly reached?: { readonly limit: LimitName; readonly used: number; readonly max: number };
  readonly failure?: ErrorFact;
  /** The last failed request, until something follows from it. */
  readonly lastFailure?: { readonly error: ErrorFact; readonly retryable: boolean; readonly retryAfterMs?: number };
  readonly timer?: { readonly timerId: string; readonly untilMs: number };
  /** The step at which each custom state of the flow was last visited. */
  readonly visited: Readonly<Record<string, number>>;
  /** What a custom state of the flow decided, until the fact that follows from it is logged. */
  readonly verdict?: Verdict;
}

export interface OpenRequest {
  readonly seq: number;
  readonly step: number;
  readonly attempt: number;
  readonly runner: string;
  readonly leaseUntilMs: number;
}

/** An event of another thread, up to which both are the same. */
export interface ForkOrigin {
  readonly threadId: string;
  readonly seq: number;
}

export interface State {
  readonly threadId: string;
  readonly agent?: { readonly name: string; readonly version: string };
  /** The `seq` of the last event; 0 when there is none. */
  readonly seq: number;
  /** When the last event happened; the only clock that the engine's rules know. */
  readonly atMs: number;
  readonly entries: readonly Entry[];
  /** Index in `entries` of every unsettled call, by call id. */
  readonly open: Readonly<Record<string, number>>;
  /** Index in `entries` of every unanswered question, by ask id. */
  readonly asks: Readonly<Record<string, number>>;
  readonly run?: Run;
  readonly request?: OpenRequest;
  /** Model replies so far in the thread. */
  readonly step: number;
  /** Requests made for the step that is due. */
  readonly attempts: number;
  /** The `seq` of the last thing a model has yet to see, and of the last request. */
  readonly inputSeq: number;
  readonly requestSeq: number;
  /** The rules in force, oldest first. */
  readonly rules: readonly Rule[];
  /**
   * Where this thread was forked from: its own origin last, before it those of the threads that it came from. The
   * `thread.forked` of each stands right behind its `seq`.
   */
  readonly origins?: readonly ForkOrigin[];
  /** The last `hash` in a log with a hash chain: note it elsewhere, and `verify` can say whether the log was cut off. */
  readonly head?: string;
  /** The reply that nothing followed yet. */
  readonly lastReply?: { readonly calls: number; readonly finishReason: FinishReason };
}

export const initialState: State = {
  threadId: '',
  seq: 0,
  atMs: 0,
  entries: [],
  open: {},
  asks: {},
  step: 0,
  attempts: 0,
  inputSeq: 0,
  requestSeq: 0,
  rules: [],
};

/** The call with this id while it is unsettled. */
export function openCall(state: State, callId: string): CallEntry | undefined {
  const index = Object.hasOwn(state.open, callId) ? state.open[callId] : undefined;
  const entry = index === undefined ? undefined : state.entries[index];
  return entry?.kind === 'call' ? entry : undefined;
}

/** Every unsettled call, in the order in which the model made them. */
export function openCalls(state: State): readonly CallEntry[] {
  return Object.values(state.open).flatMap((index) => {
    const entry = state.entries[index];
    return entry?.kind === 'call' ? [entry] : [];
  });
}

/** The question with this id while it is unanswered. */
export function openAsk(state: State, askId: string): AskEntry | undefined {
  const index = Object.hasOwn(state.asks, askId) ? state.asks[askId] : undefined;
  const entry = index === undefined ? undefined : state.entries[index];
  return entry?.kind === 'ask' ? entry : undefined;
}

/** Every unanswered question, oldest first. */
export function openAsks(state: State): readonly AskEntry[] {
  return Object.values(state.asks).flatMap((index) => {
    const entry = state.entries[index];
    return entry?.kind === 'ask' ? [entry] : [];
  });
}

/** Any call of the thread, settled or not: the newest first, so recent ones are found at once. */
export function findCall(state: State, callId: string): CallEntry | undefined {
  const call = openCall(state, callId);
  if (call) return call;
  for (let index = state.entries.length - 1; index >= 0; index--) {
    const entry = state.entries[index];
    if (entry?.kind === 'call' && entry.id === callId) return entry;
  }
  return undefined;
}
