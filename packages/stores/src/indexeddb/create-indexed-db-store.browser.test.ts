import { stamp, type Event, type EventDraft } from '@twelvefold/core';
import { deleteDB, openDB, unwrap } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { createIndexedDbStore } from './create-indexed-db-store.ts';
import { LAYOUT_VERSION } from './layout.ts';

const by = { kind: 'person', id: 'ann' } as const;
const start: EventDraft = { type: 'thread.started', agent: { name: 'desk', version: '1' } };
const say = (text: string): EventDraft => ({ type: 'message.received', source: 'ui', text, by });
const log = (threadId: string, drafts: readonly EventDraft[], seq = 0, atMs = 1_000): readonly Event[] =>
  stamp(drafts, { threadId, seq, atMs });
const newName = () => `test ${crypto.randomUUID()}`;

/** A store with one thread of three events, and its database as a vandal sees it. */
async function kept() {
  const name = newName();
  const store = createIndexedDbStore({ name });
  await store.append('t', 0, log('t', [start, say('one'), say('two')]));
  const raw = async (vandalise: (database: IDBDatabase) => Promise<unknown>) => {
    const database = unwrap(await openDB(name));
    await vandalise(database);
    database.close();
  };
  return { name, store, raw };
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('gives back what JSON would, keys that are names of prototypes included', async () => {
  const store = createIndexedDbStore({ name: newName() });
  const data = JSON.parse('{"__proto__":{"a":1},"constructor":"b","toJSON":[null],"":[[],{},0.1,1e300]}') as never;
  const shared = { deep: ['é', '\u0000', '😀'] };
  const list = Object.assign([1, 2], { extra: 'lost' });
  const draft = { ...say('x'), data: { data, list, one: shared, two: shared } } as unknown as EventDraft;
  const events = log('t', [start, draft]);
  const written = JSON.stringify(events);
  expect(await store.append('t', 0, events)).toEqual({ ok: true });
  const read = await store.read('t');
  expect(JSON.stringify(read)).toBe(written);
  expect(Object.keys(read[1] && 'data' in read[1] ? (read[1].data as { list: object }).list : {})).toEqual(['0', '1']);
});

test('writes what was given, whatever becomes of it afterwards', async () => {
  const store = createIndexedDbStore({ name: newName() });
  const events = structuredClone(log('t', [start])) as [{ agent: { name: string } } & Event];
  const appended = store.append('t', 0, events);
  events[0].agent.name = 'changed';
  events.pop();
  await appended;
  expect((await store.read('t'))[0]).toMatchObject({ agent: { name: 'desk' } });
});

test('waits for the disk with claims, decisions and results, alone or among others, and not with what can be worked out again', async () => {
  const store = createIndexedDbStore({ name: newName() });
  await store.list();
  const durabilities: string[] = [];
  const native = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    const transaction = native.apply(this, args);
    if (transaction.mode === 'readwrite') durabilities.push(transaction.durability);
    return transaction;
  });
  const admitted: EventDraft = { type: 'call.admitted', callId: '1.0', inputHash: 'x' };
  const claimed: EventDraft = {
    type: 'call.claimed',
    callId: '1.0',
    attempt: 1,
    inputHash: 'x',
    idempotencyKey: 'k',
    runner: 'r',
    leaseUntilMs: 2,
  };
  const batches = [[start], [admitted], [admitted, claimed], [say('Hello')]];
  let seq = 0;
  for (const drafts of batches) {
    await store.append('t', seq, log('t', drafts, seq));
    seq += drafts.length;
  }
  expect(durabilities).toEqual(['relaxed', 'relaxed', 'strict', 'strict']);
});

test('names the event that is missing, cannot be read, or was written by a newer version', async () => {
  const { store, raw } = await kept();
  const put = (event: object) =>
    raw((database) => onEvents(database, (events) => events.put({ threadId: 't', seq: 2, ...event })));
  await put({ id: 't/2', type: 'message.received', text: 1 });
  await expect(store.read('t')).rejects.toMatchObject({
    code: 'store_corrupt',
    message: expect.stringContaining('Event 2 of thread "t"') as string,
  });
  expect(await store.read('t', 2)).toEqual(log('t', [say('two')], 2));
  expect(await store.read('t', 0, 1)).toEqual(log('t', [start]));
  await put({ ...log('t', [say('one')], 1)[0], v: 99 });
  await expect(store.read('t')).rejects.toMatchObject({ code: 'store_newer' });
  await raw((database) => onEvents(database, (events) => events.delete(['t', 2])));
  await expect(store.read('t')).rejects.toMatchObject({
    code: 'store_corrupt',
    message: expect.stringMatching(/Event 2 of thread "t".* missing/) as string,
  });
  await raw((database) => onEvents(database, (events) => events.delete(['t', 3])));
  await expect(store.read('t', 2)).rejects.toMatchObject({ code: 'store_corrupt' });
});

test('appends nothing behind events that the thread does not know of', async () => {
  const { store, raw } = await kept();
  const [stray] = log('t', [say('stray')], 4);
  await raw((database) => onEvents(database, (events) => events.add(stray)));
  await expect(store.append('t', 3, log('t', [say('three'), say('four')], 3))).rejects.toMatchObject({
    code: 'store_corrupt',
    message: expect.stringContaining('Event 5 of thread "t"') as string,
  });
  expect(await store.read('t')).toHaveLength(3);
});

test('names the event that a fork lost with its base', async () => {
  const { store, raw } = await kept();
  await store.fork('f', { threadId: 't', seq: 2 }, log('f', [say('other')], 2));
  await raw((database) => request(database.transaction('threads', 'readwrite').objectStore('threads').delete('t')));
  await expect(store.read('f')).rejects.toMatchObject({
    code: 'store_corrupt',
    message: expect.stringContaining('Event 2 of thread "t"') as string,
  });
  expect(await store.read('f', 2)).toHaveLength(1);
});

test('keeps no event twice: of the forks of a deleted thread one inherits, the others begin in that one', async () => {
  const { store, raw } = await kept();
  await store.fork('f2', { threadId: 't', seq: 2 }, log('f2', [say('f2')], 2));
  await store.fork('f3', { threadId: 't', seq: 3 }, log('f3', [say('f3')], 3));
  await store.fork('f1', { threadId: 'f3', seq: 1 }, log('f1', [say('f1')], 1));
  const before = new Map<string, unknown>();
  for (const id of ['f1', 'f2', 'f3']) before.set(id, await store.read(id));
  const keys = async () => {
    let found: IDBValidKey[] = [];
    await raw((database) => onEvents(database, (events) => events.getAllKeys()).then((all) => (found = all)));
    return found.map(String);
  };
  expect(await keys()).toEqual(['f1,2', 'f2,3', 'f3,4', 't,1', 't,2', 't,3']);
  await store.delete('t');
  expect(await keys()).toEqual(['f1,2', 'f2,3', 'f3,1', 'f3,2', 'f3,3', 'f3,4']);
  for (const [id, events] of before) expect(await store.read(id)).toEqual(events);
  await store.delete('f3');
  expect(await keys()).toEqual(['f1,2', 'f2,1', 'f2,2', 'f2,3']);
  await store.delete('f2');
  expect(await keys()).toEqual(['f1,1', 'f1,2']);
  expect(await store.read('f1')).toEqual(before.get('f1'));
});

test('reads no more of a long list than the page needs', async () => {
  const store = createIndexedDbStore({ name: newName() });
  const phases = ['done', 'paused', 'idle'];
  const threads = Array.from({ length: 600 }, (_, index) => {
    const threadId = `t${index}`;
    return store.append(threadId, 0, log(threadId, [start], 0, index >> 1), { phase: phases[index % 3] ?? '' });
  });
  await Promise.all(threads);
  let rows = 0;
  const native = IDBIndex.prototype.getAll;
  vi.spyOn(IDBIndex.prototype, 'getAll').mockImplementation(function (this: IDBIndex, ...args) {
    const asked = native.apply(this, args as never) as IDBRequest<unknown[]>;
    asked.addEventListener('success', () => (rows += asked.result.length));
    return asked;
  });
  const first = await store.list({ limit: 10 });
  expect(rows).toBe(11);
  const second = await store.list({ limit: 10, cursor: first.nextCursor ?? '' });
  expect(rows).toBe(22);
  expect([...first.threads, ...second.threads].map(({ threadId }) => threadId)).toEqual(
    Array.from({ length: 20 }, (_, index) => `t${598 - 2 * (index >> 1) + (index % 2)}`),
  );
  rows = 0;
  const some = await store.list({ limit: 10, phases: ['paused', 'idle'], agent: 'desk', updatedBeforeMs: 200 });
  expect(rows).toBe(22);
  expect(some.threads.map(({ threadId }) => threadId).slice(0, 4)).toEqual(['t398', 't397', 't394', 't395']);
});

test('appends all or nothing when the browser stops in the middle, tells nobody, and goes on', async () => {
  const { store } = await kept();
  const heard: unknown[] = [];
  store.subscribe('t', (seq) => heard.push(seq));
  const native = IDBObjectStore.prototype.add;
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(function (this: IDBObjectStore, ...args) {
    const added = native.apply(this, args);
    added.addEventListener('success', () => this.transaction.abort());
    return added;
  });
  const two = log('t', [say('three'), say('four')], 3);
  await expect(store.append('t', 3, two)).rejects.toMatchObject({
    code: 'store_failed',
    message: expect.stringContaining('Try again') as string,
  });
  expect(await store.read('t')).toHaveLength(3);
  expect(heard).toEqual([]);
  expect(await store.append('t', 3, two)).toEqual({ ok: true });
  expect(heard).toEqual([5]);
});

test('reads once more when the browser stops in the middle of it', async () => {
  const { store } = await kept();
  const native = IDBObjectStore.prototype.getAll;
  const reads = vi.spyOn(IDBObjectStore.prototype, 'getAll');
  reads.mockImplementationOnce(function (this: IDBObjectStore, ...args) {
    const asked = native.apply(this, args as never);
    this.transaction.abort();
    return asked;
  });
  expect(await store.read('t')).toHaveLength(3);
  expect(reads).toHaveBeenCalledTimes(2);
});

test('opens anew after its database was deleted under it', async () => {
  const { name, store } = await kept();
  await request(indexedDB.deleteDatabase(name));
  expect(await store.append('t', 3, log('t', [say('three')], 3))).toEqual({ ok: false, seq: 0 });
  expect(await store.append('t', 0, log('t', [start]))).toEqual({ ok: true });
  expect(await store.read('t')).toEqual(log('t', [start]));
});

test('lets another tab upgrade the database, and then says that this page is old', async () => {
  const { name, store } = await kept();
  const upgraded = await openDB(name, LAYOUT_VERSION + 1);
  await expect(store.read('t')).rejects.toMatchObject({
    code: 'store_newer',
    message: expect.stringContaining('reload the page') as string,
  });
  await expect(store.append('t', 3, log('t', [say('three')], 3))).rejects.toMatchObject({ code: 'store_newer' });
  upgraded.close();
});

test('refuses a database that belongs to something else', async () => {
  const name = newName();
  (await openDB(name, LAYOUT_VERSION, { upgrade: (database) => void database.createObjectStore('cats') })).close();
  await expect(createIndexedDbStore({ name }).list()).rejects.toMatchObject({
    code: 'store_failed',
    message: expect.stringContaining('another name') as string,
  });
});

test('says so when another tab does not let go of the database, and works when it has', async () => {
  const { name, store } = await kept();
  const stubborn = await openDB(name);
  const deletion = indexedDB.deleteDatabase(name);
  const deleted = request(deletion);
  await new Promise((resolve) => deletion.addEventListener('blocked', resolve));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const refused = expect(store.read('t')).rejects.toMatchObject({
    code: 'store_failed',
    message: expect.stringContaining('close the other tabs') as string,
  });
  await vi.advanceTimersByTimeAsync(10_000);
  await refused;
  vi.useRealTimers();
  stubborn.close();
  await deleted;
  expect(await store.read('t')).toEqual([]);
});

test('hears of the appends of others by looking, where tabs cannot talk', async () => {
  const { name, store } = await kept();
  vi.stubGlobal('BroadcastChannel', undefined);
  const other = createIndexedDbStore({ name });
  const heard: (number | undefined)[] = [];
  const stop = other.subscribe('t', (seq) => heard.push(seq));
  await store.append('t', 3, log('t', [say('three')], 3));
  await vi.waitFor(() => expect(heard).toContain(4));
  stop();
  const count = heard.length;
  await store.append('t', 4, log('t', [say('four')], 4));
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(heard).toHaveLength(count);
});

test('drops no checkpoint for an older one, and keeps none of a thread that is gone', async () => {
  const { store } = await kept();
  const state = (seq: number) => ({ threadId: 't', seq }) as never;
  await store.writeCheckpoint('t', '1', state(3));
  await store.writeCheckpoint('t', '1', state(2));
  expect(await store.readCheckpoint('t', '1')).toEqual(state(3));
  await store.delete('t');
  await store.writeCheckpoint('t', '1', state(3));
  expect(await store.readCheckpoint('t', '1')).toBeUndefined();
});

function onEvents<T>(database: IDBDatabase, ask: (events: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return request(ask(database.transaction('events', 'readwrite').objectStore('events')));
}

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.addEventListener('success', () => resolve(asked.result));
    asked.addEventListener('error', () => reject(asked.error as Error));
  });
}

test('closes: what was begun is done and told, and then it holds nothing and is asked for nothing', async () => {
  const name = newName();
  const [store, other] = [createIndexedDbStore({ name }), createIndexedDbStore({ name })];
  await store.append('t', 0, log('t', [start]));
  const here = vi.fn();
  store.subscribe('t', here);
  store.subscribeAll?.(here);
  const told: (number | undefined)[] = [];
  other.subscribe('t', (seq) => told.push(seq));
  const attendance = await store.presence?.enter();
  const signal = new AbortController().signal;
  await store.presence?.lead('t', signal);
  const runner = (await other.presence?.enter())?.runner ?? '';
  const waiting = store.presence?.untilGone(runner, signal).catch((thrown: unknown) => thrown);
  const reading = store.read('t');
  const begun = new Promise<void>((resolve) => {
    const native = IDBObjectStore.prototype.add;
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementationOnce(function (this: IDBObjectStore, ...row) {
      resolve();
      return native.apply(this, row);
    });
  });
  const appending = store.append('t', 1, log('t', [say('last')], 1));
  await begun;
  store.close();
  store.close();
  expect([await appending, (await reading).length]).toEqual([{ ok: true }, 1]);
  await vi.waitFor(() => expect(told).toEqual([2]));
  const closed = { code: 'store_failed', message: `The store on the database "${name}" was closed.` };
  expect(await waiting).toMatchObject(closed);
  for (const asked of [
    () => store.read('t'),
    () => store.list(),
    () => store.append('t', 2, log('t', [say('late')], 2)),
    () => store.delete('t'),
    () => store.readCheckpoint('t', 'v'),
    () => store.presence?.enter(),
    () => store.presence?.lead('t', signal),
    async () => store.subscribe('t', here),
    async () => store.subscribeAll?.(here),
  ])
    await expect(asked()).rejects.toMatchObject(closed);
  await other.presence?.untilGone(attendance?.runner ?? '', signal);
  await other.presence?.lead('t', signal);
  await other.append('t', 2, log('t', [say('more')], 2));
  globalThis.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(here).not.toHaveBeenCalled();
  other.close();
  const blocked = vi.fn();
  await deleteDB(name, { blocked });
  expect(blocked).not.toHaveBeenCalled();
});

test('listens to no id that no database can tell apart', () => {
  const store = createIndexedDbStore({ name: newName() });
  for (const id of ['\0', '\ud800', 'x'.repeat(2_049), 7 as never])
    expect(() => store.subscribe(id, () => undefined)).toThrow(expect.objectContaining({ code: 'invalid_use' }));
});
