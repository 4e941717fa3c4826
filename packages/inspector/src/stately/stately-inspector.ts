/*
 * What an inspector of `@statelyai/inspect` (0.7) is called with, as far as this package knows it: shapes, no import. Its
 * `actor()` takes a definition, a name and a parent from the actor that it is given and from nowhere else.
 */

/** An actor as those calls know it. */
export interface FedActor {
  readonly sessionId: string;
  readonly id: string;
  readonly logic: { readonly config: object };
  readonly _parent?: FedActor;
}

/** What an actor is at one moment. */
export interface FedSnapshot {
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  readonly value?: unknown;
  readonly context?: unknown;
  readonly output?: unknown;
}

/** Any inspector of `@statelyai/inspect`: `createBrowserInspector`, `createWebSocketInspector`, `createInspector`. */
export interface StatelyInspector {
  actor(actor: Addressed, snapshot?: FedSnapshot): void;
  event(target: Addressed, event: FedEvent, info?: { readonly source?: Addressed }): void;
  snapshot(actor: Addressed, snapshot: FedSnapshot, info?: { readonly event?: FedEvent }): void;
}

/** What an inspector asks an actor for by its type; it is given a `FedActor`. */
type Addressed = string | Pick<FedActor, 'sessionId'>;

/** An event as an inspector is told of it. */
export interface FedEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}
