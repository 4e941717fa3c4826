/*
 * Threads in the browser's own database.
 *
 *   append  checkAppend ─ copy ─┐
 *   fork    checkAppend ─ copy ─┤ one transaction: compare seq ─ add events ─ put thread ─ complete ─ announce
 *   read    one transaction: thread ─ its bases ─ events of each
 *
 * 1. An event is added, never put, in the transaction that compared the thread's `seq`: two tabs cannot both win.
 * 2. Nothing is announced or returned before the transaction is complete.
 * 3. What is written is a copy made at once: who changes an event afterwards changes nothing here.
 */
import { TwelvefoldError, type Event, type ThreadStore } from '@twelvefold/core';
import { checkAppend, checkThreadId, readQuery } from '@twelvefold/core/store';
import { createAnnouncer } from './announcer.ts';
import { appendEvents, forkThread } from './append-events.ts';
import { deleteCheckpoints, getCheckpoint, putCheckpoint } from './checkpoints.ts';
import { connect } from './connect.ts';
import { deleteThread } from './delete-thread.ts';
import { durabilityOf } from './durability-of.ts';
import { listThreads } from './list-threads.ts';
import { createLockPresence } from './lock-presence.ts';
import { readThread } from './read-thread.ts';
import { isUnreadable } from './store-error.ts';
import { getThread } from './threads.ts';

export interface IndexedDbStoreOptions {
  /** The database's name; stores of one name share their threads, in all tabs of the site. Default `twelvefold`. */
  readonly name?: string;
}

export interface IndexedDbStore extends ThreadStore {
  /**
   * Ends subscriptions and runners of this store, and lets go of the database. What is asked of it later is `store_failed`.
   * A page that is left needs none of it.
   */
  readonly close: () => void;
}

/**
 * A store in the browser's IndexedDB, shared by all tabs of the site, which hear of each other's appends and know which of
 * them are there (`presence`, where the page is served over HTTPS or from localhost). It may be made anywhere, on a server
 * too: nothing is opened before the first call.
 *
 * @throws TwelvefoldError from its functions: `store_full`, `store_corrupt`, `store_newer` and `store_failed`, each of
 * which says what to do; the log is as it was.
 * @example const agent = createAgent(definition, { model, store: createIndexedDbStore() });
 */
export function createIndexedDbStore({ name = 'twelvefold' }: IndexedDbStoreOptions = {}): IndexedDbStore {
  const closed = new AbortController();
  const closing = closed.signal;
  const connection = connect(name, closing);
  const { announce, subscribe, subscribeAll } = createAnnouncer({ database: name, seqsOf, closing });
  const locks: LockManager | undefined = globalThis.navigator?.locks;

  return {
    append: async (threadId, expectedSeq, events, note) => {
      checkAppend(threadId, expectedSeq, events);
      const batch = { threadId, expectedSeq, events: copy(events), note };
      const result = await connection.write(durabilityOf(batch.events), (transaction) =>
        appendEvents(transaction, batch),
      );
      if (result.ok && batch.events.length > 0) announce(threadId, expectedSeq + batch.events.length);
      return result;
    },
    fork: async (threadId, from, events, note) => {
      checkAppend(threadId, from.seq, events);
      checkThreadId(from.threadId);
      const base = { threadId: from.threadId, seq: from.seq };
      const batch = { threadId, expectedSeq: base.seq, events: copy(events), note };
      const result = await connection.write(durabilityOf(batch.events), (transaction) =>
        forkThread(transaction, base, batch),
      );
      if (result.ok) announce(threadId, base.seq + batch.events.length);
      return result;
    },
    read: async (threadId, afterSeq = 0, throughSeq = Infinity) => {
      checkThreadId(threadId);
      return readThread(connection, threadId, afterSeq, throughSeq);
    },
    list: async (query) => {
      const listing = readQuery(query);
      return connection.read((transaction) => listThreads(transaction, listing));
    },
    delete: async (threadId) => {
      checkThreadId(threadId);
      const isDeleted = await connection.write('strict', (transaction) => deleteThread(transaction, threadId));
      if (isDeleted) announce(threadId, 0);
    },
    readCheckpoint: async (threadId, version) => {
      checkThreadId(threadId);
      try {
        return await connection.read((transaction) => getCheckpoint(transaction, threadId, version));
      } catch (thrown) {
        if (!isUnreadable(thrown)) throw thrown;
        await connection.write('relaxed', (transaction) => deleteCheckpoints(transaction, threadId));
        return undefined;
      }
    },
    writeCheckpoint: async (threadId, version, state) => {
      checkThreadId(threadId);
      await connection.write('relaxed', (transaction) => putCheckpoint(transaction, threadId, version, state));
    },
    subscribe: (threadId, listener) => {
      checkThreadId(threadId);
      closing.throwIfAborted();
      return subscribe(threadId, listener);
    },
    subscribeAll: (listener) => {
      closing.throwIfAborted();
      return subscribeAll(listener);
    },
    ...(locks && { presence: createLockPresence({ locks, database: name, instance, closing }) }),
    close: () => closed.abort(new TwelvefoldError('store_failed', `The store on the database "${name}" was closed.`)),
  };

  function seqsOf(threadIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return connection.read(async (transaction) => {
      const rows = await Promise.all(threadIds.map((threadId) => getThread(transaction, threadId)));
      return new Map(rows.map((row, index) => [threadIds[index] ?? '', row?.record.seq ?? 0]));
    });
  }

  async function instance(): Promise<string> {
    return (await connection.read((transaction) => transaction.objectStore('meta').get('instance'))) ?? '';
  }
}

/** As JSON gives it back: what a structured clone would keep besides is gone before anybody relies on it. */
function copy(events: readonly Event[]): readonly Event[] {
  return JSON.parse(JSON.stringify(events)) as readonly Event[];
}
