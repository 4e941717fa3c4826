/*
 * A process in which trials run, many at once, on one SQLite file: what page.ts is for a tab. A parent tells it what to do.
 */
import { createSqliteStore } from '@twelvefold/stores/sqlite';
import { createClerk } from '../desk/clerk.ts';
import { createDesk, type Effect } from '../desk/desk.ts';
import type { Action, Outcome } from './action.ts';
import { openTab, type Shown, type Tab } from './tab.ts';

/** What a parent asks, and what comes back under the same number. */
export interface Ask {
  readonly id: number;
  readonly threadId: string;
  readonly what: Action | 'look' | 'close';
}

export type Answer =
  | { readonly id: number; readonly value: Outcome | Shown | undefined }
  | { readonly threadId: string; readonly effect: Effect };

const [path = '', person = ''] = process.argv.slice(2);
const store = createSqliteStore({ path, pollMs: 10 });
const tabs = new Map<string, Tab>();

process.on('message', ({ id, threadId, what }: Ask) => {
  void answer(threadId, what).then((value) => say({ id, value }));
});
process.on('disconnect', () => process.exit());

async function answer(threadId: string, what: Ask['what']): Promise<Outcome | Shown | undefined> {
  if (what === 'look') return tabOf(threadId).look();
  if (what !== 'close') return tabOf(threadId).act(what);
  await tabs.get(threadId)?.close();
  tabs.delete(threadId);
  return undefined;
}

function tabOf(threadId: string): Tab {
  const known = tabs.get(threadId);
  if (known) return known;
  const tab = openTab({
    definition: createDesk({ record: (effect) => say({ threadId, effect }) }),
    model: createClerk(),
    threadId,
    person,
    visit: () => ({ store, leave: () => undefined }),
  });
  tabs.set(threadId, tab);
  return tab;
}

function say(answered: Answer): void {
  process.send?.(answered);
}
