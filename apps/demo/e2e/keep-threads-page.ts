import { initialState, phaseOf, reduce, type Event } from '@twelvefold/core';
import { openThreads } from '../src/copilot/threads/open-threads.ts';

/** The page of `keepThreads`: its title says when all is kept, or what went wrong. */
async function keep(): Promise<void> {
  const { store } = await openThreads();
  const logs = JSON.parse(document.querySelector('script')?.textContent ?? '[]') as readonly (readonly Event[])[];
  for (const events of logs) {
    const appended = await store.append(events[0]?.threadId ?? '', 0, events, {
      phase: phaseOf(events.reduce(reduce, initialState)),
    });
    if (!appended.ok) throw new Error(`A log was not kept: ${JSON.stringify(appended)}`);
  }
}

keep().then(
  () => (document.title = 'kept'),
  (error: unknown) => (document.title = String(error)),
);
