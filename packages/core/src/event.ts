/*
 * The log's alphabet: every fact a thread can hold. Facts are past tense, JSON-safe and never change.
 *
 *   thread  ─ in ─ model ─ admission ─ decision ─ execution ─ human ─ run ─ limit ─ timer ─ flow
 *
 * An EventDraft is a fact without its envelope; `stamp` puts the envelope on. [R1] [R2]
 */
import type { ErrorFact } from './error-fact.ts';
import type { Json, JsonObject } from './json.ts';

/** The version of the event schema written by this package. Files with a newer one are refused. */
export const SCHEMA_VERSION = 1;

/** Who did something. */
export interface Actor {
  readonly kind: 'person' | 'system' | 'agent';
  readonly id: string;
  readonly name?: string;
}

/** Where a message came from. */
export type MessageSource = 'ui' | 'webhook' | 'slack' | 'email' | 'cron' | 'agent';

/** What a provider wants back with the part it came with (signatures, item ids), by provider name. */
export type ProviderMetadata = Readonly<Record<string, JsonObject>>;

/** One part of a model's reply, in the order in which the model wrote it. */
export type ReplyPart =
  | { readonly type: 'text'; readonly text: string; readonly providerMetadata?: ProviderMetadata }
  | { readonly type: 'reasoning'; readonly text: string; readonly providerMetadata?: ProviderMetadata }
  | ReplyCall;

/** A tool call as the model wrote it. `inputText` stands in for `input` when the text was not JSON. */
export interface ReplyCall {
  readonly type: 'call';
  /** `<step>.<index>`: unique in the thread, whatever ids the provider uses. */
  readonly callId: string;
  /** The provider's own id, sent back with the result. */
  readonly providerCallId: string;
  readonly tool: string;
  readonly input?: Json;
  readonly inputText?: string;
  readonly providerMetadata?: ProviderMetadata;
}

/** Tokens of one model reply. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cachedInputTokens?: number;
  readonly reasoningTokens?: number;
}

export type FinishReason = 'stop' | 'calls' | 'length' | 'content_filter' | 'error' | 'other';

/** How a question to a person is answered. */
export type AnswerFormat =
  | { readonly kind: 'text' }
  | { readonly kind: 'yes_no' }
  | { readonly kind: 'choice'; readonly options: readonly string[] };

export type Urgency = 'low' | 'normal' | 'high';
export type LimitName = 'steps' | 'tokens' | 'costUsd' | 'wallTimeMs';
export type RejectReason = 'unknown_tool' | 'invalid_json' | 'invalid_input' | 'policy';

/** How a person settles a call whose outcome is unknown. */
export type Resolution =
  | { readonly kind: 'happened'; readonly output: Json }
  | { readonly kind: 'retry' }
  | { readonly kind: 'give_up' };

/** What a custom state of the control flow decided. */
export type Verdict =
  | { readonly then: 'continue'; readonly note?: string }
  | { readonly then: 'finish'; readonly note?: string }
  | { readonly then: 'fail'; readonly note: string }
  | { readonly then: 'ask'; readonly question: string };

/** The payload of every event, by type. */
export interface Facts {
  'thread.started': { readonly agent: { readonly name: string; readonly version: string } };
  'thread.forked': { readonly from: { readonly threadId: string; readonly seq: number } };

  'message.received': {
    readonly source: MessageSource;
    readonly text: string;
    readonly by: Actor;
    readonly data?: JsonObject;
    /** The message aborted the request in flight instead of waiting for its reply. */
    readonly steers?: true;
  };
  'context.prefetched': { readonly key: string; readonly data: Json };

  'model.requested': {
    readonly step: number;
    readonly attempt: number;
    readonly promptVersion: string;
    /** SHA-256 of the request, as hex: what was sent can be rebuilt from the log and compared. */
    readonly contextHash: string;
    readonly modelId: string;
    readonly runner: string;
    readonly leaseUntilMs: number;
  };
  'model.replied': {
    readonly step: number;
    readonly attempt: number;
    readonly content: readonly ReplyPart[];
    readonly finishReason: FinishReason;
    readonly usage: Usage;
    readonly costUsd?: number;
  };
  'model.failed': {
    readonly step: number;
    readonly attempt: number;
    readonly error: ErrorFact;
    readonly retryable: boolean;
    readonly retryAfterMs?: number;
  };

  'call.admitted': {
    readonly callId: string;
    readonly inputHash: string;
    /** The policy asked, and a rule that a person made answered. */
    readonly ruleId?: string;
    /** What the policy asked: it counts again when the call comes back to people. */
    readonly gate?: {
      readonly reason?: string;
      readonly approvers?: readonly string[];
      readonly quorum: number;
      readonly expiresAtMs?: number;
    };
    /** The hash of what the schema made of the input: what a policy judged is what runs. */
    readonly parsedHash?: string;
  };
  'call.gated': {
    readonly callId: string;
    readonly inputHash: string;
    /** The hash of what the schema made of the input: what people decide on is what runs. */
    readonly parsedHash?: string;
    readonly reason?: string;
    /** Ids of the people who may decide; anyone when absent. */
    readonly approvers?: readonly string[];
    readonly quorum: number;
    readonly expiresAtMs?: number;
  };
  'call.rejected': {
    readonly callId: string;
    readonly reason: RejectReason;
    readonly error: ErrorFact;
  };

  'call.approved': {
    readonly callId: string;
    /** The hash of the input that the person saw. */
    readonly inputHash: string;
    readonly by: Actor;
    readonly editedInput?: Json;
    readonly editedInputHash?: string;
    /** The hash of what the schema made of the edited input. */
    readonly parsedHash?: string;
    /** What the policy asks for the edited input: it replaces these two of the gate. */
    readonly gate?: { readonly approvers?: readonly string[]; readonly quorum: number };
  };
  'call.denied': {
    readonly callId: string;
    readonly inputHash: string;
    readonly by: Actor;
    readonly reason?: string;
    /** What the person would have instead, for the model. */
    readonly suggestion?: string;
  };
  'call.expired': { readonly callId: string };

  'call.claimed': {
    readonly callId: string;
    readonly attempt: number;
    readonly inputHash: string;
    readonly idempotencyKey: string;
    readonly runner: string;
    readonly leaseUntilMs: number;
  };
  'call.succeeded': { readonly callId: string; readonly attempt: number; readonly output: Json };
  'call.failed': { readonly callId: string; readonly attempt: number; readonly error: ErrorFact };
  'call.doubted': { readonly callId: string; readonly attempt: number };
  'call.resolved': {
    readonly callId: string;
    readonly attempt: number;
    readonly resolution: Resolution;
    readonly by: Actor;
  };

  /** A new call that takes back what a call did: from here on it is a call like any other. */
  'undo.requested': {
    /** `<call>.undo` */
    readonly callId: string;
    readonly undoes: string;
    readonly by: Actor;
    readonly reason?: string;
  };

  /** Calls of this tool that would wait for a single decision run without one, in this thread. */
  'rule.added': {
    /** `rule-<seq of the last event before it>` */
    readonly ruleId: string;
    readonly tool: string;
    readonly by: Actor;
    /** The call that the person approved when they made the rule. */
    readonly callId?: string;
  };
  'rule.revoked': { readonly ruleId: string; readonly by: Actor };

  'human.asked': {
    readonly askId: string;
    /** Present when a tool call asks; absent when the engine escalates. */
    readonly callId?: string;
    readonly question: string;
    readonly format: AnswerFormat;
    readonly urgency: Urgency;
    readonly reason: 'tool' | 'errors' | 'flow';
  };
  'human.answered': { readonly askId: string; readonly answer: Json; readonly by: Actor };

  'run.paused': { readonly by: Actor };
  'run.resumed': { readonly by: Actor };
  'run.cancelled': { readonly by: Actor; readonly reason?: string };
  'run.finished': { readonly reason: 'replied' | 'length' | 'content_filter' | 'flow'; readonly note?: string };
  'run.failed': { readonly error: ErrorFact };

  'limit.reached': { readonly limit: LimitName; readonly used: number; readonly max: number };
  'limit.raised': { readonly limit: LimitName; readonly max: number; readonly by: Actor };

  'timer.set': { readonly timerId: string; readonly untilMs: number };
  'timer.fired': { readonly timerId: string };

  'flow.visited': { readonly state: string; readonly step: number; readonly verdict: Verdict };
}

export type EventType = keyof Facts;

/** What every event carries besides its payload. */
export interface Envelope {
  /** `<threadId>/<seq>` */
  readonly id: string;
  readonly threadId: string;
  /** 1 for the first event of a thread, then without gaps. */
  readonly seq: number;
  /** Milliseconds since the Unix epoch, by the clock of whoever appended. */
  readonly atMs: number;
  /** Schema version. */
  readonly v: number;
  /** In a hash chain: SHA-256 over the `hash` before it and this event. */
  readonly hash?: string;
}

type EventOf<T extends EventType> = Envelope & { readonly type: T } & Facts[T];
type DraftOf<T extends EventType> = { readonly type: T } & Facts[T];

/** A fact in the log; name one type to narrow it: `Event<'call.approved'>`. */
export type Event<T extends EventType = EventType> = { [K in T]: EventOf<K> }[T];

/** A fact that is not in the log yet. */
export type EventDraft<T extends EventType = EventType> = { [K in T]: DraftOf<K> }[T];

/** Puts envelopes on drafts that follow event `seq` of `threadId`. */
export function stamp(
  drafts: readonly EventDraft[],
  after: { readonly threadId: string; readonly seq: number; readonly atMs: number },
): readonly Event[] {
  return drafts.map((draft, index): Event => {
    const seq = after.seq + index + 1;
    const envelope = {
      id: `${after.threadId}/${seq}`,
      threadId: after.threadId,
      seq,
      atMs: after.atMs,
      v: SCHEMA_VERSION,
    };
    return { ...draft, ...envelope };
  });
}
