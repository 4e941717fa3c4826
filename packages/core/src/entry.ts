import type { ErrorFact } from './error-fact.ts';
import type {
  Actor,
  AnswerFormat,
  EventType,
  FinishReason,
  MessageSource,
  ProviderMetadata,
  RejectReason,
  ReplyPart,
  Urgency,
  Usage,
} from './event.ts';
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
