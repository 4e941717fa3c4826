import type { Event, ThreadStore } from '@twelvefold/core';

/** Appends a log in pages, as one that grew would not: it is only there to be read. */
export async function fill(store: ThreadStore, threadId: string, events: readonly Event[]): Promise<void> {
  for (let done = 0; done < events.length; done += 1_000) {
    const result = await store.append(threadId, done, events.slice(done, done + 1_000));
    if (!result.ok) throw new Error(`Thread ${threadId} is there already.`);
  }
}
