import type { Signal } from '@twelvefold/core';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventsOf } from '../../test-support/events-of.ts';
import { createSqliteStore, type SqliteStore } from './create-sqlite-store.ts';

const { signal }: { readonly signal: Signal } = new AbortController();
const WORKER = fileURLToPath(new URL('../../test-support/sqlite-worker.ts', import.meta.url));

test('[R113] four processes append at once: each seq is won once, and what each of them won is there', async () => {
  const { store, start } = lab();
  await store.append('t', 0, eventsOf('t', 0, 1));
  await Promise.all(['a', 'b', 'c', 'd'].map((who) => start('append', who).line));
  const events = await store.read('t', 1);
  const texts = events.map((event) => (event.type === 'message.received' ? event.text : ''));
  expect(texts.toSorted()).toEqual(['a', 'b', 'c', 'd'].flatMap((who) => Array.from({ length: 25 }, () => who)));
}, 30_000);

test('[R120] hears of what another process appends', async () => {
  const { store, start } = lab();
  await store.append('t', 0, eventsOf('t', 0, 1));
  const seqs: (number | undefined)[] = [];
  store.subscribe('t', (seq) => seqs.push(seq));
  await start('append', 'a').line;
  await vi.waitFor(() => expect(seqs.at(-1)).toBe(26));
}, 30_000);

test('[R122] a runner whose process was killed is gone, and the lead that it had is free', async () => {
  const { store, start } = lab();
  const { child, line } = start('attend', '');
  const runner = await line;
  const gone = vi.fn();
  const leads = vi.fn();
  void store.presence?.untilGone(runner, signal).then(gone);
  void store.presence?.lead('t', signal).then(leads);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([gone.mock.calls, leads.mock.calls]).toEqual([[], []]);
  child.kill('SIGKILL');
  await vi.waitFor(() => expect([gone.mock.calls.length, leads.mock.calls.length]).toEqual([1, 1]));
}, 30_000);

test('a process that ended leaves no row of a runner behind, and what left long ago is forgotten', async () => {
  const { store, path, start } = lab();
  const { child, line } = start('attend', '');
  const killed = await line;
  child.kill('SIGKILL');
  await store.presence?.untilGone(killed, signal);
  const other = new DatabaseSync(path);
  const put = 'INSERT OR REPLACE INTO';
  other.exec(`${put} twelvefold_runners VALUES ('old', 1), ('new', ${Date.now()})`);
  other.exec(`${put} twelvefold_leaders VALUES ('old', 'old', 1), ('new', 'new', ${Date.now() + 60_000})`);
  const attendance = await store.presence?.enter();
  attendance?.leave();
  await store.presence?.lead('t', signal);
  const runners = other.prepare('SELECT runner FROM twelvefold_runners ORDER BY runner').all();
  expect(runners).toEqual([{ runner: 'new' }, { runner: attendance?.runner }]);
  const threads = other.prepare('SELECT thread_id FROM twelvefold_leaders ORDER BY thread_id').all();
  expect(threads).toEqual([{ thread_id: 'new' }, { thread_id: 't' }]);
  other.close();
}, 30_000);

test('renews its leads while it has some, and has no timer else', async () => {
  const { store, path } = lab();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const [first, second] = [new AbortController(), new AbortController()];
  const attendance = await store.presence?.enter();
  const counts = [vi.getTimerCount()];
  await store.presence?.lead('t', first.signal);
  await store.presence?.lead('u', second.signal);
  counts.push(vi.getTimerCount());
  const other = new DatabaseSync(path);
  const ends = other.prepare("SELECT until_ms FROM twelvefold_leaders WHERE thread_id = 't'");
  const before = Number(ends.get()?.['until_ms']);
  await new Promise((resolve) => setTimeout(resolve, 5));
  vi.advanceTimersByTime(10_000);
  await vi.waitFor(() => expect(Number(ends.get()?.['until_ms'])).toBeGreaterThan(before));
  other.close();
  first.abort();
  counts.push(vi.getTimerCount());
  second.abort();
  attendance?.leave();
  counts.push(vi.getTimerCount());
  expect(counts).toEqual([0, 1, 1, 0]);
});

test('[R122] a process that is stopped is not gone', async () => {
  const { store, start } = lab();
  const { child, line } = start('attend', '');
  const gone = vi.fn();
  void store.presence?.untilGone(await line, signal).then(gone);
  child.kill('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(gone).not.toHaveBeenCalled();
  child.kill('SIGKILL');
  await vi.waitFor(() => expect(gone).toHaveBeenCalled());
}, 30_000);

test('[R122] a later process with the same id is another one, and nothing is said of another host', async () => {
  const { store } = lab();
  const attendance = await store.presence?.enter();
  const [kind, host, pid, rest = ''] = attendance?.runner.split(':') ?? [];
  await store.presence?.untilGone([kind, host, pid, `1${rest}`].join(':'), signal);
  const elsewhere = vi.fn();
  const stop = new AbortController();
  const waiting = store.presence
    ?.untilGone([kind, 'elsewhere', '999999', rest].join(':'), stop.signal)
    .then(elsewhere, () => 'aborted');
  await new Promise((resolve) => setTimeout(resolve, 100));
  stop.abort();
  expect(await waiting).toBe('aborted');
  expect(elsewhere).not.toHaveBeenCalled();
});

test('[R122] a lead that was not renewed for long is free, also when nothing is known of its host', async () => {
  const { store, path } = lab();
  const other = new DatabaseSync(path);
  const put = other.prepare('INSERT OR REPLACE INTO twelvefold_leaders VALUES (?, ?, ?)');
  put.run('t', 'pid:elsewhere:7:1-x', Date.now() + 60_000);
  const leads = vi.fn();
  void store.presence?.lead('t', signal).then(leads);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(leads).not.toHaveBeenCalled();
  put.run('t', 'pid:elsewhere:7:1-x', Date.now() - 1);
  await vi.waitFor(() => expect(leads).toHaveBeenCalled());
  other.close();
});

test('while another process writes, an append waits and the event loop does not', async () => {
  const { store, start } = lab();
  await start('write', '').line;
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 10);
  expect(await store.append('t', 0, eventsOf('t', 0, 1))).toEqual({ ok: true });
  clearInterval(ticking);
  expect(ticks).toBeGreaterThan(10);
}, 30_000);

interface Lab {
  readonly path: string;
  readonly store: SqliteStore;
  /** Starts a process on the same file; `line` is the first that it prints. */
  readonly start: (what: string, who: string) => { readonly child: ChildProcess; readonly line: Promise<string> };
}

function lab(): Lab {
  const folder = mkdtempSync(join(tmpdir(), 'twelvefold-'));
  const path = join(folder, 'threads.db');
  const store = createSqliteStore({ path, pollMs: 20 });
  const children: ChildProcess[] = [];
  onTestFinished(async () => {
    for (const child of children) {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    store.close();
    rmSync(folder, { recursive: true });
  });
  return {
    path,
    store,
    start: (what, who) => {
      const child = spawn(process.execPath, [WORKER, path, what, who], { stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      const lines = createInterface({ input: child.stdout });
      return { child, line: once(lines, 'line').then(([line]) => String(line)) };
    },
  };
}
