/*
 * The interfaces to the world. The engine calls these and nothing else: a Model that writes, a Store that keeps, a
 * Clock that knows the time. Each host (a tab, a Node process, a test) brings its own.
 */
import type { Event, FinishReason, ProviderMetadata, Usage } from './event.ts';
import type { Json, JsonObject } from './json.ts';

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

/** Keeps threads. Whatever it is, `append` is compare-and-append: that is what makes a claim a claim. */
export interface Store {
  /**
   * Adds events `expectedSeq + 1, expectedSeq + 2, …`, all or none, if the thread's last `seq` is `expectedSeq`
   * (0 for a new thread). Resolves when they are durable. Throws only when the store itself fails.
   */
  append(threadId: string, expectedSeq: number, events: readonly Event[]): Promise<AppendResult>;
  /** The events with `seq > afterSeq`, in order. An unknown thread has none. */
  read(threadId: string, afterSeq?: number): Promise<readonly Event[]>;
  /** Calls `listener` after anyone appended to the thread. Returns the unsubscribe function. */
  subscribe(threadId: string, listener: () => void): () => void;
}

export type AppendResult = { readonly ok: true } | { readonly ok: false; readonly seq: number };

// ── Clock ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Resolves at or after `untilMs`; rejects with the signal's reason when aborted. */
  sleepUntil(untilMs: number, signal: Signal): Promise<void>;
  /** A new unique id for a thread or a runner. */
  newId(): string;
}
