/*
 * What a thread amounts to: `events.reduce(reduce, initialState)` and nothing else.
 *
 *   entries   what happened, in order: messages, replies, calls, questions, notices      (the UI's list)
 *   open      where the unsettled calls stand in `entries`                               (the engine's worklist)
 *   run       the current or last run: its status, budget and errors
 *   request   the model request in flight, if any
 */
import type { Entry } from './entry.ts';
import type { ErrorFact } from './error-fact.ts';
import type { Actor, FinishReason, LimitName, Verdict } from './event.ts';

/** A person's standing yes to a tool, until it is revoked. */
export interface Rule {
  readonly ruleId: string;
  readonly tool: string;
  readonly by: Actor;
  readonly atMs: number;
}

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
  /** Made an array when it is read, and the same one for as long as nothing changes in it. */
  readonly entries: readonly Entry[];
  /** Index in `entries` of every unsettled call, oldest first. */
  readonly open: readonly number[];
  /** Index in `entries` of every unanswered question, oldest first. */
  readonly asks: readonly number[];
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
  open: [],
  asks: [],
  step: 0,
  attempts: 0,
  inputSeq: 0,
  requestSeq: 0,
  rules: [],
};
