/*
 * The log in SQLite. Each write is one transaction with the write lock from its beginning, and the primary key
 * (thread_id, seq) stands behind it:
 *
 *   append   seq of the thread = expectedSeq? ─ no → { ok: false, seq }
 *                   └ yes → rows → summary → commit, on the disk
 *   read     thread ─ base ─ base of the base …: each part from the table, page by page
 */
import { TwelvefoldError, type AppendResult } from '@twelvefold/core';
import { endsAt, noSuchBase, readRows, summarize, summarizeFork } from '@twelvefold/core/store';
import { setImmediate as breathe } from 'node:timers/promises';
import { parseState } from '../shared/parse-state.ts';
import { readLog, type Base } from '../shared/read-log.ts';
import type { ThreadLog } from '../shared/thread-log.ts';
import type { Database } from './database.ts';
import { createEventTable } from './event-table.ts';
import type { ThreadRow } from '../shared/thread-row.ts';
import { createThreadTable, type ThreadTable } from './thread-table.ts';

/** Whoever reads a long thread lets others run between two pages. */
const PAGE = { rows: 500, chars: 1_000_000 };

export interface SqliteLog extends ThreadLog {
  readonly threads: ThreadTable;
}

export function createSqliteLog(database: Database): SqliteLog {
  const { sqlite, run, write } = database;
  const threads = createThreadTable(sqlite);
  const events = createEventTable(sqlite);
  const removeCheckpoints = sqlite.prepare('DELETE FROM twelvefold_checkpoints WHERE thread_id = ?');
  const removeLeader = sqlite.prepare('DELETE FROM twelvefold_leaders WHERE thread_id = ?');
  const getCheckpoint = sqlite.prepare('SELECT state FROM twelvefold_checkpoints WHERE thread_id = ? AND version = ?');
  const putCheckpoint = sqlite.prepare(`
    INSERT INTO twelvefold_checkpoints (thread_id, version, seq, state) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET seq = excluded.seq, state = excluded.state WHERE excluded.seq >= seq`);

  return {
    threads,
    append: (threadId, expectedSeq, given, note) =>
      write((): AppendResult => {
        const thread = threads.get(threadId);
        const seq = thread?.seq ?? 0;
        if (!endsAt(thread, expectedSeq, note)) return { ok: false, seq };
        const [first, ...rest] = given;
        if (!first) return { ok: true };
        refuseOrphan(threadId, first.seq);
        events.insert(threadId, given);
        const record = summarize(thread, [first, ...rest], note);
        if (thread) threads.update(record);
        else threads.insert(record);
        return { ok: true };
      }),

    read: (threadId, afterSeq, throughSeq) =>
      readLog({
        threadId,
        afterSeq,
        throughSeq,
        keepers: () => run(() => keepersOf(threadId)),
        page: async (range) => {
          await breathe();
          return run(() => events.page(range));
        },
        limits: PAGE,
      }),

    fork: (threadId, from, given, note) =>
      write((): AppendResult => {
        const existing = threads.get(threadId);
        if (existing) return { ok: false, seq: existing.seq };
        const base = threads.get(from.threadId);
        if (!base || from.seq < 1 || from.seq > base.seq) throw noSuchBase(from);
        const [first, ...rest] = given;
        const begun = summarizeFork(base, { threadId, seq: from.seq, atMs: first?.atMs ?? atMsOf(from) });
        if (first) refuseOrphan(threadId, first.seq);
        threads.insert(first ? summarize(begun, [first, ...rest], note) : begun, keeperOf(from));
        events.insert(threadId, given);
        return { ok: true };
      }),

    list: (listing) => run(() => threads.list(listing)),

    remove: (threadId) =>
      write(() => {
        const thread = threads.get(threadId);
        if (!thread) return false;
        for (const fork of threads.basedOn(threadId)) {
          events.copy(threadId, fork.threadId, thread.base?.seq ?? 0, fork.base?.seq ?? 0);
          threads.rebase(fork.threadId, thread.base);
        }
        events.remove(threadId);
        removeCheckpoints.run(threadId);
        removeLeader.run(threadId);
        threads.remove(threadId);
        return true;
      }),

    readCheckpoint: (threadId, version) =>
      run(() => {
        const state = parseState(getCheckpoint.get(threadId, version)?.['state']);
        return state && state.seq <= (threads.get(threadId)?.seq ?? 0) ? state : undefined;
      }),
    writeCheckpoint: (threadId, version, state) =>
      write(() => {
        if (state.seq <= (threads.get(threadId)?.seq ?? 0))
          putCheckpoint.run(threadId, version, state.seq, JSON.stringify(state));
      }),
  };

  /** An event behind the last one that its thread knows of was not put there by an append. */
  function refuseOrphan(threadId: string, seq: number): void {
    if (!events.has(threadId, seq)) return;
    const message = `Event ${seq} of thread ${JSON.stringify(threadId)} stands behind the end of its thread: restore a backup of the database.`;
    throw new TwelvefoldError('store_corrupt', message);
  }

  /** A fork of what a fork has from its base is a fork of that base. */
  function keeperOf(from: Base): Base {
    const base = threads.get(from.threadId)?.base;
    return base && from.seq <= base.seq ? keeperOf({ threadId: base.threadId, seq: from.seq }) : from;
  }

  function atMsOf(from: Base): number {
    const { threadId, seq } = keeperOf(from);
    const range = { afterSeq: seq - 1, throughSeq: seq };
    const [event] = readRows({ threadId, ...range }, events.page({ keeper: threadId, ...range, rows: 1 }));
    return event?.atMs ?? 0;
  }

  function keepersOf(threadId: string): readonly ThreadRow[] {
    const thread = threads.get(threadId);
    return thread ? [thread, ...(thread.base ? keepersOf(thread.base.threadId) : [])] : [];
  }
}
