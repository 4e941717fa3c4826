import {
  phaseOf,
  type AgentDefinition,
  type Draft,
  type Rejection,
  type State,
  type TwelvefoldError,
} from '@twelvefold/core';
import { aside } from './aside.ts';
import { onFrame } from './on-frame.ts';

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
  /** Tells of changes with the next frame, and takes note of them only then, or when somebody asks while nobody listens. */
  readonly tell: () => void;
}

export interface SnapshotsOptions {
  readonly definition: Pick<AgentDefinition, 'flow'>;
  readonly initial: Pick<AgentSnapshot, 'state' | 'isRestoring'>;
  /** The state and the draft of this moment. */
  readonly read: () => Pick<AgentSnapshot, 'state' | 'draft'>;
}

/** Immutable snapshots of something that changes all the time, for whoever watches. */
export function createSnapshots({ definition, initial: given, read }: SnapshotsOptions): Snapshots {
  const initial = withPhase({ ...given, draft: undefined, problem: undefined, rejection: undefined });
  const listeners = new Set<() => void>();
  let snapshot = initial;
  let told = initial;
  /** Something changed while nobody listened: who asks next pays for the next snapshot. */
  let isStale = false;

  const update = (change: Circumstances = {}): void => {
    isStale = false;
    const next = { ...snapshot, ...read(), ...change };
    const isSame = (['state', 'draft', 'isRestoring', 'problem', 'rejection'] as const).every(
      (key) => next[key] === snapshot[key],
    );
    if (!isSame) snapshot = next.state === snapshot.state ? next : withPhase(next);
  };
  const tellOnFrame = onFrame(() => {
    update();
    if (snapshot === told) return;
    told = snapshot;
    for (const listener of [...listeners]) aside(listener);
  });

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
      if (listeners.size > 0) tellOnFrame();
      else isStale = true;
    },
  };

  function withPhase(parts: Omit<AgentSnapshot, 'phase'>): AgentSnapshot {
    return { ...parts, phase: phaseOf(parts.state, definition.flow) };
  }
}
