import { afterEach, expect, test, vi } from 'vitest';
import { askToPersist } from './ask-to-persist.ts';
import { createIndexedDbStore } from './create-indexed-db-store.ts';

afterEach(() => vi.unstubAllGlobals());

test('can be made where there is no browser, and says so when it is used', async () => {
  const store = createIndexedDbStore();
  await expect(store.list()).rejects.toMatchObject({
    code: 'store_failed',
    message: expect.stringContaining('There is no IndexedDB here') as string,
  });
});

test('refuses what is no log before it opens anything', async () => {
  const store = createIndexedDbStore();
  await expect(store.append('t', -1, [])).rejects.toMatchObject({ code: 'invalid_use' });
  await expect(store.append('t', 0, [{ at: new Date() } as never])).rejects.toMatchObject({ code: 'not_json' });
  await expect(store.list({ limit: 0 })).rejects.toMatchObject({ code: 'invalid_use' });
});

test('opens no channel and sets no timer on a server that only renders', () => {
  const opened: string[] = [];
  const open = (what: string) =>
    function () {
      opened.push(what);
    };
  vi.stubGlobal('BroadcastChannel', open('channel'));
  vi.stubGlobal('setInterval', open('timer'));
  const store = createIndexedDbStore();
  const stops = [store.subscribe('t', () => undefined), store.subscribeAll?.(() => undefined)];
  for (const stop of stops) stop?.();
  expect(opened).toEqual([]);
});

test('knows nobody where there are no locks', () => {
  vi.stubGlobal('navigator', {});
  expect('presence' in createIndexedDbStore()).toBe(false);
  vi.stubGlobal('navigator', undefined);
  expect('presence' in createIndexedDbStore()).toBe(false);
});

test('has nothing to ask for where there is no browser', async () => {
  expect(await askToPersist()).toBe(false);
});
