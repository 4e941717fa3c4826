/*
 * What worker.ts is in a process, in a tab: it works on a thread until the tab is killed. What it says is a synchronous
 * request, so that it is out before the next step is made, and no answer is a tab that hangs.
 */
import { createAgent } from '@twelvefold/machine';
import { createIndexedDbStore } from '@twelvefold/stores/indexeddb';
import { createClerk } from '../../desk/clerk.ts';
import { createDesk, type Effect } from '../../desk/desk.ts';
import { attend } from '../person.ts';
import { createPoints, type Points } from '../points.ts';
import type { Job, Said } from '../protocol.ts';
import { watchStore } from '../watch-store.ts';

declare global {
  interface Window {
    work: (job: Job) => Promise<void>;
    /** The thread as this tab reads it, as JSON. */
    readThread: (threadId: string) => Promise<string>;
  }
}

/** What a tab tells: what a worker says, and what its tools did. */
export type Told = Said | { readonly type: 'effect'; readonly effect: Effect };

const address = new URLSearchParams(location.search).get('tell') ?? '';
let points: Points = { pass: () => undefined };
const pass = (point: string): void => points.pass(point);
const definition = createDesk({
  record: (effect) => tell({ type: 'effect', effect }),
  at: pass,
  toolTimeoutMs: 60_000,
});
const opened = createIndexedDbStore({ name: 'crashes' });
const store = watchStore(opened, {
  pass,
  acknowledged: (events) => tell({ type: 'acknowledged', events }),
  conflict: (what) => tell({ type: 'conflict', what }),
});

window.readThread = async (threadId) => JSON.stringify(await opened.read(threadId));
window.work = async ({ threadId, doubts, stopAt, stopKind = 'hang' }) => {
  points = createPoints({ stopAt, stopKind, say: (type, point) => tell({ type, point }) });
  const model = createClerk(pass);
  const agent = createAgent(definition, { model, store, thread: threadId, user: { kind: 'person', id: 'ann' } });
  try {
    await attend(agent, doubts);
    tell({ type: 'finished' });
  } catch (thrown) {
    tell({ type: 'failed', message: String(thrown) });
  } finally {
    agent.dispose();
  }
};

function tell(told: Told): void {
  const request = new XMLHttpRequest();
  request.open('POST', address, false);
  request.send(JSON.stringify(told));
}
