/*
 * The interfaces to the world. The engine calls these and nothing else: a Model that writes, a Store that keeps, a
 * Clock that knows the time. Each host (a tab, a Node process, a test) brings its own.
 */
import type { Event, FinishReason, ProviderMetadata, Usage } from './event.ts';
import type { Json, JsonObject } from './json.ts';
import type { State } from './state.ts';

/** The platform's own `AbortSignal` where there is one; otherwise the part of it that the engine needs. */
export type Signal = typeof globalThis extends { AbortSignal: { prototype: infer Native } } ? Native : BareSignal;

interface BareSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

// ── Model ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A language model behind any provider. */
export interface Model {
  /** For the log and for people: `anthropic/claude-sonnet-5`. */
  readonly id: string;
  /**
   * Streams one reply. Ends with exactly one `finished` part; a stream that stops without it was cut. Throws an error
   * with `retryable: true` (and `retryAfterMs` where the provider said so) for failures that may pass.
   */
  stream(request: ModelRequest, options: { readonly signal: Signal }): AsyncIterable<ModelPart>;
}

/** What a model is asked: rendered from the state by `buildRequest`. */
export interface ModelRequest {
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ToolSpec[];
}

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the input. */
  readonly inputSchema: JsonObject;
}

export type ModelMessage =
  | { readonly role: 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: readonly AssistantPart[] }
  | { readonly role: 'tool'; readonly content: readonly ToolResultPart[] };

export type AssistantPart =
  | { readonly type: 'text' | 'reasoning'; readonly text: string; readonly providerMetadata?: ProviderMetadata }
  | {
      readonly type: 'call';
      /** The provider's id. */
      readonly callId: string;
      readonly tool: string;
      readonly input: Json;
      readonly providerMetadata?: ProviderMetadata;
    };

export interface ToolResultPart {
  readonly type: 'result';
  /** The provider's id of the call. */
  readonly callId: string;
  readonly tool: string;
  readonly result:
    | { readonly kind: 'json'; readonly value: Json }
    | { readonly kind: 'error'; readonly text: string }
    | { readonly kind: 'denied'; readonly text: string };
}

/** A piece of a reply as it streams. `id` tells blocks of the same type apart. */
export type ModelPart =
  | { readonly type: 'text.delta' | 'reasoning.delta'; readonly id: string; readonly delta: string }
  | {
      readonly type: 'text.ended' | 'reasoning.ended';
      readonly id: string;
      readonly providerMetadata?: ProviderMetadata;
    }
  | { readonly type: 'call.started'; readonly id: string; readonly tool: string }
  | { readonly type: 'call.delta'; readonly id: string; readonly delta: string }
  | {
      readonly type: 'call.ended';
      readonly id: string;
      readonly tool: string;
      /** The whole input as JSON text. */
      readonly inputText: string;
      readonly providerMetadata?: ProviderMetadata;
    }
  | {
      readonly type: 'finished';
      readonly finishReason: FinishReason;
      readonly usage: Usage;
      readonly costUsd?: number;
    };

/** What a model may throw besides anything else. */
export interface ModelFailure {
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

// ── Store ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Keeps threads. Whatever it is, `append` is compare-and-append: that is what makes a claim a claim. These functions are
 * all that a live agent needs; the shipped stores are `ThreadStore`s.
 */
export interface Store {
  /**
   * Adds events `expectedSeq + 1, expectedSeq + 2, …`, all or none, if the thread's last `seq` is `expectedSeq`
   * (0 for a new thread). Resolves when they are durable. Throws only when the store itself fails, or when it is given
   * what is no log.
   */
  append(threadId: string, expectedSeq: number, events: readonly Event[], note?: AppendNote): Promise<AppendResult>;
  /** The events with `afterSeq < seq <= throughSeq`, in order. An unknown thread has none. */
  read(threadId: string, afterSeq?: number, throughSeq?: number): Promise<readonly Event[]>;
  /**
   * Calls `listener` after anyone appended to the thread or deleted it, wherever they are, with the thread's last `seq`
   * where that is known: 0 when it is gone. Returns the unsubscribe function.
   */
  subscribe(threadId: string, listener: (seq?: number) => void): () => void;
  /** Who else works on the threads of this store, where that can be known. */
  readonly presence?: Presence;
}

export type AppendResult = { readonly ok: true } | { readonly ok: false; readonly seq: number };

/** What the writer knows of the thread. */
export interface AppendNote {
  /** Of the thread after the append, for lists only: see `phaseOf`. */
  readonly phase?: string;
  /**
   * The `atMs` of the event that the writer takes for the thread's last. Where that is another event, of a log that was
   * begun under the id of a deleted thread, the append is refused, with the thread's `seq`. Compare it with `endsAt`.
   */
  readonly lastAtMs?: number;
}

/** A store that is more than a log: a list of threads, branches without copies, deletion, checkpoints. */
export interface ThreadStore extends Store {
  /** Threads by the time of their last event, newest first; equal ones by id. */
  list(query?: ThreadQuery): Promise<ThreadPage>;
  /**
   * Makes `threadId` the first `from.seq` events of another thread, under its own id, and then `events`; refused like an
   * append when that thread exists. Copies nothing: a fork costs the same wherever it begins.
   *
   * @throws TwelvefoldError `invalid_use` where the other thread has no event `from.seq`.
   */
  fork(
    threadId: string,
    from: { readonly threadId: string; readonly seq: number },
    events: readonly Event[],
    note?: AppendNote,
  ): Promise<AppendResult>;
  /** Removes a thread and all that is kept of it; its forks stay whole. Nothing happens to an unknown thread. */
  delete(threadId: string): Promise<void>;
  /**
   * Calls `listener` after anyone began, appended to, forked or deleted any thread, wherever they are: what `list` says
   * may have changed. Returns the unsubscribe function. Without it, lists hear only of the threads that they show.
   */
  subscribeAll?(listener: () => void): () => void;
  /** The newest checkpoint that `writeCheckpoint` was given for this thread and version; `undefined` without one. */
  readCheckpoint(threadId: string, version: string): Promise<State | undefined>;
  /** Keeps a state so that the next reader needs only the events behind it. A cache: it may be dropped at any time. */
  writeCheckpoint(threadId: string, version: string, state: State): Promise<void>;
  /**
   * Ends its subscriptions and runners, and lets go of what it holds. What is asked of it later is `store_failed`. A store
   * that holds nothing has none.
   */
  close?(): void | Promise<void>;
}

export interface ThreadQuery {
  readonly agent?: string;
  /** Any of these phases. */
  readonly phases?: readonly string[];
  readonly updatedAfterMs?: number;
  readonly updatedBeforeMs?: number;
  /** Forks of this thread, or of any of these. */
  readonly forkedFrom?: string | readonly string[];
  /** None but these threads: a store that does not know this field gives others, too. */
  readonly threadIds?: readonly string[];
  /** Default 50, at most 500. */
  readonly limit?: number;
  /** From the page before. */
  readonly cursor?: string;
}

export interface ThreadPage {
  readonly threads: readonly ThreadSummary[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

export interface ThreadSummary {
  readonly threadId: string;
  readonly agent: string;
  /** The beginning of its first message, for people. */
  readonly title: string;
  /** As its last writer noted it; `unknown` when none did. */
  readonly phase: string;
  readonly seq: number;
  /** Of a fork: when it was forked. */
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly forkedFrom?: { readonly threadId: string; readonly seq: number };
}

/**
 * Which runners of a store's threads are alive. It makes waiting short and double work rare; that nothing runs twice
 * rests on `append` alone.
 */
export interface Presence {
  /** Shows a new runner to all others until `leave` is called or its process ends. */
  enter(): Promise<Attendance>;
  /**
   * Resolves when that runner left or its process ended, as surely as its store can know: never for one that this presence
   * cannot see. Rejects when aborted.
   */
  untilGone(runner: string, signal: Signal): Promise<void>;
  /** Resolves when nobody else drives the thread; then this one does, until the signal aborts. Rejects when aborted. */
  lead(threadId: string, signal: Signal): Promise<void>;
}

export interface Attendance {
  /** The id to claim with. */
  readonly runner: string;
  readonly leave: () => void;
}

// ── Clock ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves at or after `untilMs`; rejects with the signal's reason when aborted. */
  sleepUntil(untilMs: number, signal: Signal): Promise<void>;
  /** A new unique id for a thread or a runner. */
  newId(): string;
}
