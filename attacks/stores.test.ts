/** Text that a database could take for its own, rows that nobody appended, and listeners that throw. */
import { createMemoryStore, type ThreadStore } from '@twelvefold/core';
import { createPostgresStore } from '@twelvefold/stores/postgres';
import { createSqliteStore } from '@twelvefold/stores/sqlite';
import { scriptedModel } from '@twelvefold/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { postgresIsMissing, startPostgres } from '../packages/stores/test-support/start-postgres.ts';
import { bank } from './bank.ts';
import type { Ledger } from './ledger.ts';
import { obedientModel, order } from './obedient-model.ts';
import { row } from './row.ts';
import { play, refusal, untilCall, untilStill } from './scene.ts';

const REFUND = { invoice: 'INV-1', amount: 900 };
const EVIL = [
  "'; DROP TABLE twelvefold_threads; --",
  "' OR '1'='1",
  '"; DELETE FROM twelvefold_events; --',
  '$1); DROP SCHEMA twelvefold CASCADE; --',
  '%',
  '_',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '["a","b"]',
  '\u202Eevil',
];

/** Every store that can be had here. */
async function stores(): Promise<readonly ThreadStore[]> {
  const sqlite = createSqliteStore({ path: ':memory:' });
  onTestFinished(() => sqlite.close());
  if (postgresIsMissing !== undefined) {
    console.warn(postgresIsMissing);
    return [createMemoryStore(), sqlite];
  }
  const server = await startPostgres();
  onTestFinished(() => server.stop());
  const postgres = createPostgresStore({ connectionString: server.connectionString });
  onTestFinished(() => postgres.close());
  return [createMemoryStore(), sqlite, postgres];
}

/** A thread in which a refund waits. */
async function waiting(ledger: Ledger, store: ThreadStore, thread: string, name = 'bank') {
  const { agent, log } = play(bank(ledger, { name }), { model: obedientModel(), store, thread });
  await agent.send(order('refund', REFUND));
  await untilCall(agent, '1.0', 'gated');
  const events = await log();
  agent.dispose();
  return events;
}

row(
  'Thread ids, agent names, phases and cursors that are SQL, patterns, paths, or names that every object has',
  async (ledger) => {
    for (const store of await stores()) {
      const kept = await waiting(ledger, store, 'kept');
      for (const evil of EVIL) {
        const events = await waiting(ledger, store, evil, evil);
        expect(await store.read(evil)).toEqual(events);
        const listed = (await store.list({ agent: evil })).threads;
        expect(listed.map(({ threadId }) => threadId)).toEqual([evil]);
        expect((await store.list({ phases: [evil] })).threads).toEqual([]);
        expect((await store.list({ threadIds: [evil] })).threads).toHaveLength(1);
        expect((await store.list({ forkedFrom: evil })).threads).toEqual([]);
        expect(await store.append(evil, 1, [])).toMatchObject({ ok: false });
        const after = await store.list({ cursor: `1e15/${evil}` });
        expect(after.threads.length).toBeGreaterThan(0);
        await expect(store.list({ cursor: evil })).rejects.toMatchObject({ code: 'invalid_use' });
        await expect(store.list({ limit: evil as never })).rejects.toMatchObject({ code: 'invalid_use' });
        await expect(store.list({ updatedAfterMs: evil as never })).rejects.toMatchObject({ code: 'invalid_use' });
        await store.delete(evil);
        expect(await store.read(evil)).toEqual([]);
      }
      for (const id of ['a\0b', '\uD800', 7, null, ['kept'], { toString: () => 'kept' }])
        await expect(store.read(id as never)).rejects.toMatchObject({ code: 'invalid_use' });
      expect(await store.read('kept')).toEqual(kept);
      expect((await store.list()).threads).toHaveLength(1);
    }
    expect(ledger.effects()).toEqual([]);
  },
);

row(
  'An append of events of another thread, out of order, or with what JSON would lose; and a listener that throws',
  async (ledger) => {
    for (const store of await stores()) {
      const events = await waiting(ledger, store, 'thread');
      const other = await waiting(ledger, store, 'other');
      const last = events.at(-1);
      if (!last) throw new Error('There is no event.');
      const seq = last.seq + 1;
      const next = { ...last, seq, id: `thread/${seq}` };
      const wrong: readonly object[] = [
        { ...other.at(-1) },
        { ...next, threadId: 'other' },
        { ...next, seq: seq + 1 },
        { ...next, id: 'thread/1' },
        { ...next, quorum: 1n },
        { ...next, inputHash: () => '' },
      ];
      for (const event of wrong) {
        const { code } = await store.append('thread', last.seq, [event as never]).then(
          () => ({ code: 'accepted' }),
          (thrown: { readonly code: string }) => thrown,
        );
        expect(['invalid_use', 'not_json']).toContain(code);
      }
      expect(await store.append('thread', last.seq - 1, [{ ...last }])).toMatchObject({ ok: false, seq: last.seq });
      expect(await store.read('thread')).toEqual(events);
      const failures = collectFailures();
      const stop = store.subscribe('thread', () => {
        throw new Error('No.');
      });
      const { agent } = play(bank(ledger), { model: scriptedModel([{}]), store, thread: 'thread' });
      await untilCall(agent, '1.0', 'gated');
      expect(await refusal(agent.deny('1.0'))).toBe('accepted');
      await untilStill(agent);
      stop();
      agent.dispose();
      expect(await failures.end()).toContainEqual(new Error('No.'));
    }
    expect(ledger.effects()).toEqual([]);
  },
);

/** What a listener throws is nobody's failure but its own: it ends up where uncaught errors do. */
function collectFailures() {
  const failures: unknown[] = [];
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (reason) => failures.push(reason));
  return {
    end: async (): Promise<readonly unknown[]> => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      process.removeAllListeners('unhandledRejection');
      for (const other of others) process.on('unhandledRejection', other);
      return failures;
    },
  };
}

row('Rows of a database that were changed, cut, moved, taken away, or are of a future version', async (ledger) => {
  const changes: readonly [string, string][] = [
    ['event = replace(event, \'"quorum":1\', \'"quorum":0\')', 'store_corrupt'],
    ["event = replace(event, 'thread/', 'other/')", 'store_corrupt'],
    ['event = substr(event, 1, 20)', 'store_corrupt'],
    ['event = replace(event, \'"v":1\', \'"v":9\')', 'store_newer'],
    ["event = replace(event, 'call.gated', 'call.waved_through')", 'store_corrupt'],
    ['seq = 99', 'store_corrupt'],
  ];
  for (const [change, code] of changes) {
    const folder = mkdtempSync(join(tmpdir(), 'attack-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'threads.db');
    const first = createSqliteStore({ path });
    const events = await waiting(ledger, first, 'thread');
    first.close();
    const gated = events.find(({ type }) => type === 'call.gated')?.seq ?? 0;
    const database = new DatabaseSync(path);
    database.exec(`UPDATE twelvefold_events SET ${change} WHERE thread_id = 'thread' AND seq = ${gated}`);
    database.close();
    const store = createSqliteStore({ path });
    const { agent } = play(bank(ledger), { model: scriptedModel([{}]), store, thread: 'thread' });
    await agent.start();
    expect(agent.getSnapshot().problem?.code, change).toBe(code);
    expect(await refusal(agent.approve('1.0'))).not.toBe('accepted');
    expect(await refusal(agent.resume())).not.toBe('accepted');
    agent.dispose();
    store.close();
  }
  expect(ledger.effects()).toEqual([]);
});
