import {
  phaseOf,
  type AgentDefinition,
  type Clock,
  type Draft,
  type Rejection,
  type State,
  type TwelvefoldError,
} from '@twelvefold/core';
import { aside } from './aside.ts';
import { atMostEvery } from './at-most-every.ts';
import { onFrame } from './on-frame.ts';
import { systemClock } from './system-clock.ts';

/** What is asked of a frame comes half of one later on average: without this, 50 ms would be four frames and not three. */
const HALF_FRAME_MS = 8;

/** What a live agent is at one moment. Immutable; the same object until something changes. */
export interface AgentSnapshot {
  readonly state: State;
  readonly phase: ReturnType<typeof phaseOf>;
  /** What the model is writing right now. */
  readonly draft: Draft | undefined;
  /** The stored thread has not been read yet. */
  readonly isRestoring: boolean;
  /** The store fails: nothing is lost, nothing new is kept. */
  readonly problem: TwelvefoldError | undefined;
  /** Why the last command of this live agent was refused, until one is accepted. */
  readonly rejection: Rejection | undefined;
}

/** What changes besides the log and the draft. */
type Circumstances = Partial<Pick<AgentSnapshot, 'isRestoring' | 'problem' | 'rejection'>>;

export interface Snapshots {
  readonly get: () => AgentSnapshot;
  readonly getInitial: () => AgentSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  /** Takes note of changes now and tells of them with the next frame. */
  readonly refresh: (change?: Circumstances) => void;
  /**
   * Tells of another draft with the next frame, or once its interval is over, and takes note of it only then, or when somebody
   * asks while nobody listens.
   */
  readonly tell: () => void;
}

export interface SnapshotsOptions {
  readonly definition: Pick<AgentDefinition, 'flow'>;
  readonly initial: Pick<AgentSnapshot, 'state' | 'isRestoring'>;
  /** The state and the draft of this moment. */
  readonly read: () => Pick<AgentSnapshot, 'state' | 'draft'>;
  /** At least so long between two drafts that are told; what is logged waits for nothing. Default 0: each frame tells of one. */
  readonly draftIntervalMs?: number;
  /** Measures that interval. */
  readonly clock?: Clock;
}

/** Immutable snapshots of something that changes all the time, for whoever watches. */
export function createSnapshots(options: SnapshotsOptions): Snapshots {
  const { definition, initial: given, read, draftIntervalMs = 0, clock = systemClock } = options;
  const initial = withPhase({ ...given, draft: undefined, problem: undefined, rejection: undefined });
  const listeners = new Set<() => void>();
  let snapshot = initial;
  let told = initial;
  /** Something changed while nobody listened: who asks next pays for the next snapshot. */
  let isStale = false;

  const update = (change: Circumstances = {}): void => {
    isStale = false;
    paced?.stop();
    const next = { ...snapshot, ...read(), ...change };
    const isSame = (['state', 'draft', 'isRestoring', 'problem', 'rejection'] as const).every(
      (key) => next[key] === snapshot[key],
    );
    if (!isSame) snapshot = next.state === snapshot.state ? next : withPhase(next);
  };
  const tellOnFrame = onFrame(() => {
    update();
    if (snapshot === told) return;
    if (snapshot.draft && snapshot.draft !== told.draft) paced?.done();
    told = snapshot;
    for (const listener of [...listeners]) aside(listener);
  });
  const halfFrameMs = typeof requestAnimationFrame === 'function' ? HALF_FRAME_MS : 0;
  const paced = draftIntervalMs > 0 ? atMostEvery(draftIntervalMs - halfFrameMs, clock, tellOnFrame) : undefined;

  return {
    get: () => {
      // Never while somebody listens: they hear of a change before they see it.
      if (isStale) update();
      return snapshot;
    },
    getInitial: () => initial,
    subscribe: (listener) => {
      if (isStale) update();
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    refresh: (change) => {
      update(change);
      if (listeners.size > 0) tellOnFrame();
    },
    tell: () => {
      if (listeners.size === 0) isStale = true;
      else if (paced) paced.ask();
      else tellOnFrame();
    },
  };

  function withPhase(parts: Omit<AgentSnapshot, 'phase'>): AgentSnapshot {
    return { ...parts, phase: phaseOf(parts.state, definition.flow) };
  }
}
