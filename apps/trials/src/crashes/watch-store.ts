import type { Event, Store } from '@twelvefold/core';

export interface Watcher {
  readonly pass: (point: string) => void;
  readonly acknowledged: (events: readonly Event[]) => void;
  readonly conflict: (what: string) => void;
}

/** Enough for the engine to have heard and to have begun what follows. */
const TURNS_TO_HEAR = 6;

/**
 * A store with named points around each append: before it, when it is on the disk, and when the engine has heard so. The
 * next append waits for that, so that the points are the same in every run.
 */
export function watchStore<T extends Store>(store: T, { pass, acknowledged, conflict }: Watcher): T {
  let heard: Promise<void> = Promise.resolve();
  return {
    ...store,
    append: async (threadId, expectedSeq, events, note) => {
      await heard;
      const what = events.map(nameOf).join(' + ');
      pass(`append ${what}: before`);
      const result = await store.append(threadId, expectedSeq, events, note);
      if (result.ok) {
        pass(`append ${what}: on the disk`);
        acknowledged(events);
        heard = turns().then(() => pass(`append ${what}: acknowledged`));
      } else conflict(what);
      return result;
    },
  };
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS_TO_HEAR; turn++) await Promise.resolve();
}

/** `call.claimed 1.0`, or the type alone. */
export function nameOf(event: Event): string {
  return 'callId' in event ? `${event.type} ${event.callId}` : event.type;
}
