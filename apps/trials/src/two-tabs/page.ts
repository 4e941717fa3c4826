/*
 * The page of a tab in which trials run: many at once, each on a thread of its own, all in one IndexedDB.
 */
import { createIndexedDbStore } from '@twelvefold/stores/indexeddb';
import { createClerk } from '../desk/clerk.ts';
import { createDesk, type Effect } from '../desk/desk.ts';
import type { Action, Outcome } from './action.ts';
import { openTab, type Shown, type Tab } from './tab.ts';

/** What a test calls in the page. */
export interface TrialPage {
  readonly act: (threadId: string, action: Action) => Promise<Outcome>;
  readonly look: (threadId: string) => Promise<Shown>;
  readonly close: (threadId: string) => Promise<void>;
  readonly read: (threadId: string) => Promise<string>;
}

declare global {
  interface Window {
    trials: TrialPage;
    /** Writes an effect down outside the page. */
    recordEffect: (threadId: string, effect: Effect) => Promise<void>;
  }
}

const person = new URLSearchParams(location.search).get('person') ?? 'somebody';
const store = createIndexedDbStore({ name: 'trials' });
const tabs = new Map<string, Tab>();

window.trials = {
  act: (threadId, action) => tabOf(threadId).act(action),
  look: (threadId) => tabOf(threadId).look(),
  close: async (threadId) => {
    await tabs.get(threadId)?.close();
    tabs.delete(threadId);
  },
  read: async (threadId) => JSON.stringify(await store.read(threadId)),
};

function tabOf(threadId: string): Tab {
  const known = tabs.get(threadId);
  if (known) return known;
  const tab = openTab({
    definition: createDesk({ record: (effect) => window.recordEffect(threadId, effect) }),
    model: createClerk(),
    threadId,
    person,
    visit: () => ({ store, leave: () => undefined }),
  });
  tabs.set(threadId, tab);
  return tab;
}
