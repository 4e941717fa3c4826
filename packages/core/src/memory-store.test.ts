import { expect, test, vi } from 'vitest';
import type { Event } from './event.ts';
import { createMemoryStore } from './memory-store.ts';
import { ann, logOf, THREAD } from './test-support/test-thread.ts';
import { toThread } from './to-thread.ts';

const [one, two, three, four] = logOf(
  { type: 'thread.started', agent: { name: 'desk', version: '1' } },
  { type: 'message.received', source: 'ui', text: 'Hi', by: ann },
  { type: 'run.paused', by: ann },
  { type: 'run.resumed', by: ann },
) as readonly [Event, Event, Event, Event];

test('[R97] appends behind the event that the writer has seen', async () => {
  const store = createMemoryStore();
  expect(await store.append(THREAD, 0, [one, two])).toEqual({ ok: true });
  expect(await store.append(THREAD, 2, [three])).toEqual({ ok: true });
  expect(await store.read(THREAD)).toEqual([one, two, three]);
});

test('[R97] appends nothing behind another event, and says where the thread is', async () => {
  const store = createMemoryStore({ [THREAD]: [one, two] });
  expect(await store.append(THREAD, 1, [two, three])).toEqual({ ok: false, seq: 2 });
  expect(await store.append(THREAD, 3, [four])).toEqual({ ok: false, seq: 2 });
  expect(await store.append('other', 1, toThread([two], 'other'))).toEqual({ ok: false, seq: 0 });
  expect(await store.read(THREAD)).toEqual([one, two]);
});

test('[R97] of many who append at once, one wins', async () => {
  const store = createMemoryStore({ [THREAD]: [one] });
  const results = await Promise.all(Array.from({ length: 20 }, () => store.append(THREAD, 1, [two])));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(results.filter(({ ok }) => !ok)).toEqual(Array.from({ length: 19 }, () => ({ ok: false, seq: 2 })));
  expect(await store.read(THREAD)).toEqual([one, two]);
});

test('[R97] reads what comes after an event, and nothing of a thread that it does not have', async () => {
  const store = createMemoryStore({ [THREAD]: [one, two, three] });
  expect(await store.read(THREAD, 1)).toEqual([two, three]);
  expect(await store.read(THREAD, 3)).toEqual([]);
  expect(await store.read('other')).toEqual([]);
  expect(await store.read('constructor')).toEqual([]);
});

test('[R97] what was read or given does not change when more is appended', async () => {
  const given = { [THREAD]: [one] };
  const store = createMemoryStore(given);
  const read = await store.read(THREAD);
  await store.append(THREAD, 1, [two]);
  expect(read).toEqual([one]);
  expect(given).toEqual({ [THREAD]: [one] });
});

test('[R97] tells who listens to a thread after each append, and nobody else', async () => {
  const store = createMemoryStore();
  const here = vi.fn();
  const there = vi.fn();
  const leave = store.subscribe(THREAD, here);
  store.subscribe('other', there);
  await store.append(THREAD, 0, [one]);
  await store.append(THREAD, 0, [one]);
  expect(here).toHaveBeenCalledTimes(1);
  leave();
  leave();
  await store.append(THREAD, 1, [two]);
  expect(here).toHaveBeenCalledTimes(1);
  expect(there).not.toHaveBeenCalled();
});

test('[R97] a listener that subscribed twice leaves twice', async () => {
  const store = createMemoryStore();
  const listener = vi.fn();
  const leave = store.subscribe(THREAD, listener);
  store.subscribe(THREAD, listener);
  leave();
  await store.append(THREAD, 0, [one]);
  expect(listener).toHaveBeenCalledTimes(1);
});

test('[R97] a listener can read what was appended, and append itself', async () => {
  const store = createMemoryStore();
  const done = new Promise((resolve) => {
    const leave = store.subscribe(THREAD, () => {
      leave();
      resolve(store.read(THREAD).then(() => store.append(THREAD, 1, [two])));
    });
  });
  await store.append(THREAD, 0, [one]);
  expect(await done).toEqual({ ok: true });
});

test('[R97] a listener that throws fails neither the append nor the others', async () => {
  const store = createMemoryStore();
  const failed = new Promise((resolve) => process.once('unhandledRejection', resolve));
  const other = vi.fn();
  store.subscribe(THREAD, () => {
    throw new Error('Broken listener.');
  });
  store.subscribe(THREAD, other);
  expect(await store.append(THREAD, 0, [one])).toEqual({ ok: true });
  expect(other).toHaveBeenCalledTimes(1);
  expect(await failed).toEqual(new Error('Broken listener.'));
});
