import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { createLockPresence } from './lock-presence.ts';

/** Gives every lock at once, as nobody else asks; knows which are held. */
function freeLocks() {
  const held = new Set<string>();
  const request = async (name: string, _: unknown, work: () => Promise<unknown> | undefined): Promise<unknown> => {
    held.add(name);
    try {
      return await work();
    } finally {
      held.delete(name);
    }
  };
  return { held, locks: { request } as unknown as LockManager };
}

test('of runners that left, and of leads that ended, nothing stays with the store', async () => {
  const { held, locks } = freeLocks();
  const closing = new AbortController();
  const presence = createLockPresence({ locks, database: 'd', instance: async () => 'i', closing: closing.signal });
  for (let index = 0; index < 100; index++) {
    const { leave } = await presence.enter();
    const led = new AbortController();
    await presence.lead(`t-${index}`, led.signal);
    expect(held.size).toBe(2);
    leave();
    led.abort();
    await new Promise((resolve) => setTimeout(resolve));
    expect(held.size).toBe(0);
  }
  expect(getEventListeners(closing.signal, 'abort')).toHaveLength(0);
  await presence.enter();
  closing.abort(new Error('closed'));
  await new Promise((resolve) => setTimeout(resolve));
  expect(held.size).toBe(0);
});
