import { REDUCER_VERSION, type State, type Store, type ThreadStore } from '@twelvefold/core';
import type { AgentSnapshot } from './create-snapshots.ts';

/** So many events behind a checkpoint are folded faster than another checkpoint is written. */
const EVENTS_APART = 200;

/** And so much of what the last one stands for: a checkpoint is the whole state, and all of a thread's are written in linear time. */
const SHARE_APART = 1 / 4;

export interface Checkpoints {
  /** What the store has kept of the thread's state, by this version of the reducer. */
  readonly read: (threadId: string) => Promise<State | undefined>;
  /** Keeps the state when the agent waits or has ended, and enough has happened since the last time. */
  readonly offer: (snapshot: AgentSnapshot) => void;
}

/**
 * Checkpoints are a cache: where one cannot be read, written or believed, the log is folded from its beginning. One that is
 * believed is what is shown; what is done waits until the log says the same. [R154]
 *
 * @param knownSeq Up to where one was read before.
 */
export function createCheckpoints(store: Store & Partial<ThreadStore>, knownSeq: number = 0): Checkpoints {
  let keptSeq = knownSeq;
  return {
    read: async (threadId) => {
      const state = await store.readCheckpoint?.(threadId, REDUCER_VERSION).catch(() => undefined);
      if (!isState(state) || state.threadId !== threadId) return undefined;
      keptSeq = state.seq;
      return state;
    },
    offer: ({ state, phase }) => {
      if (state.seq - keptSeq < Math.max(EVENTS_APART, keptSeq * SHARE_APART)) return;
      if (phase === 'thinking' || phase === 'running') return;
      keptSeq = state.seq;
      void store.writeCheckpoint?.(state.threadId, REDUCER_VERSION, state).catch(() => undefined);
    },
  };
}

/** Whether it can be shown at all. */
function isState(value: unknown): value is State {
  if (!isRecord(value)) return false;
  const { seq, entries, open, asks, rules } = value;
  const isList = (list: unknown, isItem: (item: unknown) => boolean): boolean =>
    Array.isArray(list) && list.every(isItem);
  return (
    Number.isSafeInteger(seq) &&
    Number(seq) > 0 &&
    [entries, rules].every((list) => isList(list, isRecord)) &&
    [open, asks].every((places) => isList(places, Number.isSafeInteger))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
