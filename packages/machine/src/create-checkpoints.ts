import { REDUCER_VERSION, type State, type Store, type ThreadStore } from '@twelvefold/core';
import type { AgentSnapshot } from './create-snapshots.ts';

/** So many events behind a checkpoint are folded faster than another checkpoint is written. */
const EVENTS_APART = 200;

export interface Checkpoints {
  /** What the store has kept of the thread's state, by this version of the reducer. */
  readonly read: (threadId: string) => Promise<State | undefined>;
  /** Keeps the state when the agent waits or has ended, and enough has happened since the last time. */
  readonly offer: (snapshot: AgentSnapshot) => void;
}

/** Checkpoints are a cache: where one cannot be read, written or believed, the log is folded from its beginning. */
export function createCheckpoints(store: Store & Partial<ThreadStore>): Checkpoints {
  let keptSeq = 0;
  return {
    read: async (threadId) => {
      const state = await store.readCheckpoint?.(threadId, REDUCER_VERSION).catch(() => undefined);
      if (state?.threadId !== threadId || !(state.seq > 0)) return undefined;
      keptSeq = state.seq;
      return state;
    },
    offer: ({ state, phase }) => {
      if (state.seq - keptSeq < EVENTS_APART || phase === 'thinking' || phase === 'running') return;
      keptSeq = state.seq;
      void store.writeCheckpoint?.(state.threadId, REDUCER_VERSION, state).catch(() => undefined);
    },
  };
}
