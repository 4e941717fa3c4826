import type { Event } from '@twelvefold/core';

/** Which store a worker opens. */
export type StorePlace =
  | { readonly kind: 'sqlite'; readonly path: string }
  | { readonly kind: 'postgres'; readonly url: string };

/** What a worker is started with. */
export interface Post {
  readonly place: StorePlace;
  /** The file in which effects are written down. */
  readonly ledger: string;
  readonly toolTimeoutMs: number;
}

/** How the person at a worker settles a call whose outcome is unknown; `leave` leaves it to somebody else. */
export type Doubts = 'happened' | 'retry' | 'give_up' | 'leave';

/** What happens at the point where a worker stops: it hangs there, is frozen until SIGCONT, or says so and goes on. */
export type StopKind = 'hang' | 'freeze' | 'say';

/** One thread to bring to its end. */
export interface Job {
  readonly threadId: string;
  readonly doubts: Doubts;
  /** The person gives the first so many orders, and leaves the others to somebody else. Default all. */
  readonly orders?: number;
  /** The name of a point, or which point of all that this worker passes, from 1 on. */
  readonly stopAt?: string | number;
  readonly stopKind?: StopKind;
  /** How far the worker's clock is ahead of all others. */
  readonly clockAheadMs?: number;
}

/** What a worker says, a line each. */
export type Said =
  | { readonly type: 'passed'; readonly point: string }
  | { readonly type: 'stopped'; readonly point: string }
  /** The engine was told that these are durable. */
  | { readonly type: 'acknowledged'; readonly events: readonly Event[] }
  /** The engine was told that somebody else was faster. */
  | { readonly type: 'conflict'; readonly what: string }
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; readonly message: string };
