// @vitest-environment node
/* What no noise can fail: counts of what is read, written, listened to and sent again. Timings gate nothing. */
import { createMemoryStore, fold, REDUCER_VERSION, type Event, type ThreadStore } from '@twelvefold/core';
import { toXmlMessages } from '@twelvefold/core/xml';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { createSqliteStore } from '@twelvefold/stores/sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeLog } from './make-log.ts';
import { countedStore, eventRowsIn, type Counts } from './node/counted-store.ts';
import { desk, silentModel } from './node/desk.ts';
import { fill } from './node/fill.ts';
import { requestsOf, stabilityOf } from './prefix-stability.ts';
import { XML_CLOSING } from './scenarios/prefix-stability.ts';
import { waitingLog } from './waiting-log.ts';

const EVENTS = 2_000;
const EVENTS_OF_A_TURN = 14;

describe.each([
  ['memory', () => createMemoryStore()],
  ['SQLite', () => createSqliteStore({ path: ':memory:' })],
] as const)('on the %s store', (_name, create) => {
  test('restoring reads each event once, and no checkpoint is needed for that', async () => {
    const { store, counts } = await storeOf({ t: makeLog(EVENTS, 't') });
    const agent = await restored(store);
    expect(agent.getState().seq).toBe(EVENTS);
    expect(counts()).toMatchObject({ eventsRead: EVENTS, checkpointsRead: 0, eventsWritten: 0 });
  });

  test.each([0, 1, 10, 100])(
    'restoring behind a checkpoint reads the %i events after it, and the one before',
    async (tail) => {
      const log = makeLog(EVENTS, 't');
      const { store, counts } = await storeOf({ t: log });
      await store.writeCheckpoint('t', REDUCER_VERSION, fold(log.slice(0, EVENTS - tail)));
      const agent = await restored(store);
      expect(agent.getState().seq).toBe(EVENTS);
      expect(counts()).toMatchObject({ eventsRead: tail + 1, checkpointsRead: 1, eventsWritten: 0 });
    },
  );

  test('a fork asks for its own events to be written, at most 4, whatever the length', async () => {
    const written: number[] = [];
    for (const events of [100, EVENTS]) {
      const { store, counts } = await storeOf({ t: makeLog(events, 't') });
      const agent = await restored(store);
      const before = counts().eventsWritten;
      const fork = await agent.fork({ at: events / 2, thread: 'fork' });
      if (!fork.ok) throw new Error(fork.rejection.message);
      expect(counts().eventsWritten - before).toBe(fork.events.length);
      written.push(fork.events.length);
    }
    expect(Math.max(...written)).toBeLessThanOrEqual(4);
  });

  test('threads that wait keep no agent, no listener and no read, until somebody looks', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `waiting-${index}`);
    const { store, counts } = await storeOf(Object.fromEntries(ids.map((id) => [id, waitingLog(id)])));
    expect((await store.list({ limit: 50 })).threads).toHaveLength(50);
    expect(counts()).toMatchObject({ eventsRead: 0, listening: 0 });
    const agents: LiveAgent[] = [];
    for (const id of ids.slice(0, 5)) agents.push(await restored(store, id));
    expect(agents.map((agent) => agent.getSnapshot().phase)).toEqual(Array(5).fill('awaitingApproval'));
    expect(counts().listening).toBe(5);
    for (const agent of agents) agent.dispose();
    expect(counts().listening).toBe(0);
  });

  async function storeOf(
    threads: Readonly<Record<string, readonly Event[]>>,
  ): Promise<{ readonly store: ThreadStore; readonly counts: () => Counts }> {
    const plain = create();
    onTestFinished(() => plain.close?.());
    for (const [id, events] of Object.entries(threads)) await fill(plain, id, events);
    return countedStore(plain);
  }
});

test('a fork adds its own events to the rows of an SQLite database, at most 4, and none of the prefix', async () => {
  for (const events of [100, EVENTS]) {
    const path = join(folder(), 'threads.db');
    const store = createSqliteStore({ path });
    onTestFinished(() => store.close());
    await fill(store, 't', makeLog(events, 't'));
    const agent = await restored(store);
    // Each event of a turn: what a fork has to end differs.
    for (let at = events / 2; at < events / 2 + EVENTS_OF_A_TURN; at++) {
      const before = eventRowsIn(path);
      const fork = await agent.fork({ at });
      if (!fork.ok) throw new Error(fork.rejection.message);
      expect(eventRowsIn(path) - before).toBe(fork.events.length);
      expect(fork.events.length).toBeLessThanOrEqual(4);
    }
  }
});

test.each([
  ['provider messages', undefined, ''],
  ['XML, before its closing question', toXmlMessages(), XML_CLOSING],
] as const)(
  '%s: every request of a run of 50 steps begins with all of the one before',
  async (_name, format, closing) => {
    const requests = await requestsOf(50, format);
    expect(stabilityOf(requests, closing)).toMatchObject({ worstBeforeClosing: 1, requests: 50 });
    expect(requests.at(-1)?.messages.length).toBeGreaterThanOrEqual(format ? 1 : 99);
  },
);

test('a request that changes what stands before is not stable', () => {
  const request = (...texts: readonly string[]) => ({
    system: 'You help.',
    tools: [],
    messages: texts.map((content) => ({ role: 'user' as const, content })),
  });
  expect(stabilityOf([request('a', 'b'), request('a', 'b', 'c')]).worst).toBe(1);
  expect(stabilityOf([request('a', 'b'), request('x', 'b', 'c')]).worst).toBeLessThan(1);
});

async function restored(store: ThreadStore, thread = 't'): Promise<LiveAgent> {
  const agent = createAgent(desk, { model: silentModel, store, thread });
  onTestFinished(() => agent.dispose());
  await agent.start();
  return agent;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'twelvefold-cost-gates-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}
