// @vitest-environment node
import { stamp, type Event } from '@twelvefold/core';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createFileStore } from './file-store.ts';

const by = { kind: 'person' as const, id: 'ada' };

function threadOf(threadId: string): readonly Event[] {
  const started = { type: 'thread.started' as const, agent: { name: 'bot', version: '1' } };
  const heard = { type: 'message.received' as const, source: 'ui' as const, text: 'Hi', by };
  return stamp([started, heard], { threadId, seq: 0, atMs: 1_000 });
}

function makeFile() {
  const folder = mkdtempSync(join(tmpdir(), 'file-store-'));
  return { folder, path: join(folder, 'thread.jsonl') };
}

const [first, second] = threadOf('t');

test('compares before it appends, and reads what comes after an event', async () => {
  const store = createFileStore(makeFile().path);
  expect(await store.read('t')).toEqual([]);
  expect(await store.append('t', 1, [second!])).toEqual({ ok: false, seq: 0 });
  expect(await store.append('t', 0, [first!])).toEqual({ ok: true });
  expect(await store.append('t', 0, [first!])).toEqual({ ok: false, seq: 1 });
  expect(await store.append('t', 1, [second!], { lastAtMs: first!.atMs - 1 })).toEqual({ ok: false, seq: 1 });
  expect(await store.append('t', 1, [second!], { lastAtMs: first!.atMs })).toEqual({ ok: true });
  expect([await store.read('t'), await store.read('t', 1)]).toEqual([[first, second], [second]]);
});

test('of ten who append at once one wins, and no lock is left', async () => {
  const { folder, path } = makeFile();
  const results = await Promise.all(Array.from({ length: 10 }, () => createFileStore(path).append('t', 0, [first!])));
  expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await createFileStore(path).read('t')).toEqual([first]);
  expect(readdirSync(folder)).toEqual(['thread.jsonl']);
});

test('refuses the file of another thread, a file that is none, and a folder that is not there', async () => {
  const { folder, path } = makeFile();
  const store = createFileStore(path);
  await store.append('t', 0, [first!]);
  await expect(store.read('u')).rejects.toMatchObject({
    code: 'store_failed',
    message: expect.stringContaining('not of u'),
  });
  await expect(store.append('u', 0, threadOf('u'))).rejects.toMatchObject({ code: 'store_failed' });
  writeFileSync(path, '{}\n');
  await expect(store.append('t', 1, [second!])).rejects.toMatchObject({ code: 'thread_file_invalid' });
  await expect(createFileStore(join(folder, 'none', 'x')).append('t', 0, [first!])).rejects.toMatchObject({
    code: 'store_failed',
  });
  expect(readdirSync(folder)).toEqual(['thread.jsonl']);
});

test('tells when somebody appended, until it is no longer listened to', async () => {
  const { path } = makeFile();
  const store = createFileStore(path);
  const listener = vi.fn<() => void>();
  const unsubscribe = store.subscribe('t', listener);
  await createFileStore(path).append('t', 0, [first!]);
  await vi.waitFor(() => expect(listener).toHaveBeenCalled(), 5_000);
  unsubscribe();
  listener.mockClear();
  await createFileStore(path).append('t', 1, [second!]);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(listener).not.toHaveBeenCalled();
});
