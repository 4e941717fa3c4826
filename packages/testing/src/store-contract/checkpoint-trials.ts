import { fold, type State } from '@twelvefold/core';
import { same } from './check.ts';
import { eventsOf } from './events.ts';
import type { Trial } from './lab.ts';

export const checkpointTrials: readonly Trial[] = [
  {
    name: '[R121] a checkpoint is kept by thread and version; the newest state counts',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      await here.append('t', 0, eventsOf('t', 0, 5));
      await here.append('constructor', 0, eventsOf('constructor', 0, 5));
      same(await here.readCheckpoint('t', 'v1'), undefined, 'Before there is one');
      await here.writeCheckpoint('t', 'v1', at('t', 3));
      same(await there.readCheckpoint('t', 'v1'), at('t', 3), 'The first');
      await there.writeCheckpoint('t', 'v1', at('t', 5));
      await here.writeCheckpoint('t', 'v1', at('t', 4));
      same(await here.readCheckpoint('t', 'v1'), at('t', 5), 'The newest, written before an older one');
      same(await here.readCheckpoint('t', 'v2'), undefined, 'Of another version');
      same(await here.readCheckpoint('t', 'constructor'), undefined, 'Of a version with the name of a member');
      same(await here.readCheckpoint('constructor', 'v1'), undefined, 'Of another thread');
      await here.writeCheckpoint('constructor', '__proto__', at('constructor', 2));
      same(await there.readCheckpoint('constructor', '__proto__'), at('constructor', 2), 'Of a thread with odd names');
    },
  },
  {
    name: '[R121] there is no checkpoint of an unknown thread, of what is not logged, or of a thread that was deleted',
    run: async ({ open }) => {
      const store = await open();
      await store.writeCheckpoint('unknown', 'v1', at('unknown', 3));
      same(await store.readCheckpoint('unknown', 'v1'), undefined, 'Of an unknown thread');
      await store.append('t', 0, eventsOf('t', 0, 3));
      await store.writeCheckpoint('t', 'v1', at('t', 4));
      same(await store.readCheckpoint('t', 'v1'), undefined, 'Of an event that is not logged');
      await store.writeCheckpoint('t', 'v1', at('t', 3));
      await store.fork('fork', { threadId: 't', seq: 3 }, []);
      await store.delete('t');
      same(await store.readCheckpoint('t', 'v1'), undefined, 'Of a deleted thread');
      await store.append('t', 0, eventsOf('t', 0, 4));
      same(await store.readCheckpoint('t', 'v1'), undefined, 'Of a thread with the id of a deleted one');
    },
  },
];

function at(threadId: string, seq: number): State {
  return fold(eventsOf(threadId, 0, seq));
}
