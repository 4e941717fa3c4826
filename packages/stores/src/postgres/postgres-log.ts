/*
 * The log in PostgreSQL. The primary key (thread_id, seq) decides who wins; the thread's row, locked, says what comes next:
 *
 *   append   row of the thread FOR UPDATE, seq = expectedSeq? ─ no ──→ { ok: false, seq }
 *                   └ yes → events → summary → NOTIFY → COMMIT       23505: somebody else began the thread → look again
 *   fork     shares the lock that delete has for itself, so no base goes away meanwhile
 *   read     thread ─ base ─ base of the base …: each part from the table, page by page
 */
import { TwelvefoldError, type AppendNote, type AppendResult, type Event } from '@twelvefold/core';
import { endsAt, noSuchBase, readRows, summarize, summarizeFork, type StoredRow } from '@twelvefold/core/store';
import { parseState } from '../shared/parse-state.ts';
import { readdressed } from '../shared/readdressed.ts';
import { readLog, type Base } from '../shared/read-log.ts';
import type { ThreadLog } from '../shared/thread-log.ts';
import { lockKey, type Database, type Query, type Row } from './database.ts';
import { isTaken } from './postgres-error.ts';
import { threadRows } from './thread-rows.ts';

/** Each page is a round trip, so they are longer than those of a file: mostly as many rows as are looked through in some 30 ms. */
const PAGE = { rows: 10_000, chars: 4_000_000 };
/** What is copied is sent back, as one text for the driver. */
const COPIED_ROWS = 500;
/** After this many writers that were faster, a key that is taken is nobody's append. */
const TRIES = 10;

type RowRange = readonly [threadId: string, afterSeq: number, throughSeq: number];

/** Tells other processes, once the transaction of `query` commits. The `seq` is 0 when the thread was deleted. */
export type Announce = (query: Query, threadId: string, seq: number) => Promise<void>;

export function createPostgresLog(database: Database, announce: Announce): ThreadLog {
  const { schema, query, transact } = database;
  const threads = threadRows(schema);
  const deleting = lockKey(`twelvefold delete ${schema}`);

  return {
    append: (threadId, expectedSeq, events, note) =>
      unlessTaken(threadId, (on) => append(on, { threadId, expectedSeq, events, note })),

    read: (threadId, afterSeq, throughSeq) =>
      readLog({
        threadId,
        afterSeq,
        throughSeq,
        keepers: () => threads.keepersOf(query, threadId),
        // A range of its own for each page: for a `LIMIT` on the whole range the server may sort all of it, on its disk.
        page: ({ keeper, afterSeq, throughSeq, rows }) =>
          eventsOn(query, [keeper, afterSeq, Math.min(throughSeq, afterSeq + rows)]),
        limits: PAGE,
      }),

    fork: (threadId, from, events, note) => unlessTaken(threadId, (on) => fork(on, { threadId, from, events, note })),

    list: (listing) => threads.list(query, listing),

    remove: (threadId) =>
      transact(async (on) => {
        await on('SELECT pg_advisory_xact_lock($1)', [deleting]);
        const thread = await threads.get(on, threadId, 'FOR UPDATE');
        if (!thread) return false;
        for (const { threadId: forkId, base } of await threads.basedOn(on, threadId)) {
          await copy(on, threadId, forkId, { afterSeq: thread.base?.seq ?? 0, throughSeq: base?.seq ?? 0 });
          await threads.rebase(on, forkId, thread.base);
        }
        for (const table of ['events', 'checkpoints'])
          await on(`DELETE FROM ${schema}.${table} WHERE thread_id = $1`, [threadId]);
        await threads.remove(on, threadId);
        await announce(on, threadId, 0);
        return true;
      }),

    readCheckpoint: async (threadId, version) => {
      const [row] = await query(
        `SELECT state FROM ${schema}.checkpoints c JOIN ${schema}.threads t USING (thread_id)
         WHERE thread_id = $1 AND version = $2 AND c.seq <= t.seq`,
        [threadId, version],
      );
      return parseState(row?.['state']);
    },
    writeCheckpoint: (threadId, version, state) =>
      transact(async (on) => {
        // Locked, so that nothing of a thread is written after it was deleted.
        const thread = await threads.get(on, threadId, 'FOR SHARE');
        if (!thread || state.seq > thread.seq) return;
        await on(
          `INSERT INTO ${schema}.checkpoints AS known (thread_id, version, seq, state) VALUES ($1, $2, $3, $4)
           ON CONFLICT (thread_id, version) DO UPDATE SET seq = excluded.seq, state = excluded.state
           WHERE excluded.seq >= known.seq`,
          [threadId, version, state.seq, JSON.stringify(state)],
        );
      }),
  };

  interface Append {
    readonly threadId: string;
    readonly events: readonly Event[];
    readonly note: AppendNote | undefined;
  }

  async function append(
    on: Query,
    { threadId, expectedSeq, events, note }: Append & { readonly expectedSeq: number },
  ): Promise<AppendResult> {
    const thread = await threads.get(on, threadId, 'FOR UPDATE');
    const seq = thread?.seq ?? 0;
    if (!endsAt(thread, expectedSeq, note)) return { ok: false, seq };
    const [first, ...rest] = events;
    if (!first) return { ok: true };
    await insert(on, threadId, events);
    const record = summarize(thread, [first, ...rest], note);
    await (thread ? threads.update(on, record) : threads.insert(on, record));
    await announce(on, threadId, record.seq);
    return { ok: true };
  }

  async function fork(
    on: Query,
    { threadId, from, events, note }: Append & { readonly from: Base },
  ): Promise<AppendResult> {
    await on('SELECT pg_advisory_xact_lock_shared($1)', [deleting]);
    const existing = await threads.get(on, threadId);
    if (existing) return { ok: false, seq: existing.seq };
    const bases = await threads.keepersOf(on, from.threadId);
    const [base] = bases;
    if (!base || from.seq < 1 || from.seq > base.seq) throw noSuchBase(from);
    // A fork of what a fork has from its base is a fork of that base.
    const keeper = bases.find((each) => from.seq > (each.base?.seq ?? 0)) ?? base;
    const [first, ...rest] = events;
    const atMs = first?.atMs ?? (await atMsOf(on, { threadId: keeper.threadId, seq: from.seq }));
    const begun = summarizeFork(base, { threadId, seq: from.seq, atMs });
    const record = first ? summarize(begun, [first, ...rest], note) : begun;
    await threads.insert(on, record, { threadId: keeper.threadId, seq: from.seq });
    await insert(on, threadId, events);
    await announce(on, threadId, record.seq);
    return { ok: true };
  }

  /** Runs it in a transaction; again when another writer took the key, because then there is something new to see. */
  async function unlessTaken(threadId: string, work: (on: Query) => Promise<AppendResult>): Promise<AppendResult> {
    for (let tries = 1; ; tries++) {
      const result = await transact((on) => work(on)).catch((thrown: unknown) => {
        const isOrphan = tries >= TRIES;
        if (!isTaken(thrown instanceof TwelvefoldError ? thrown.cause : thrown)) throw thrown;
        if (!isOrphan) return undefined;
        const message = `Events stand behind the end of thread ${JSON.stringify(threadId)}: restore a backup of the database.`;
        throw new TwelvefoldError('store_corrupt', message, { cause: thrown });
      });
      if (result) return result;
    }
  }

  async function insert(on: Query, threadId: string, events: readonly Event[]): Promise<void> {
    if (events.length === 0) return;
    await on(
      `INSERT INTO ${schema}.events (thread_id, seq, event) SELECT $1, * FROM unnest($2::integer[], $3::text[])`,
      [threadId, events.map(({ seq }) => seq), events.map((event) => JSON.stringify(event))],
    );
  }

  /** Gives a fork the rows in that range, under its own id. */
  async function copy(
    on: Query,
    threadId: string,
    forkId: string,
    { afterSeq, throughSeq }: { readonly afterSeq: number; readonly throughSeq: number },
  ): Promise<void> {
    for (let seq = afterSeq; seq < throughSeq;) {
      const endSeq = Math.min(throughSeq, seq + COPIED_ROWS);
      const rows = await rowsOn(on, 'seq, event', [threadId, seq, endSeq]);
      await on(
        `INSERT INTO ${schema}.events (thread_id, seq, event) SELECT $1, * FROM unnest($2::integer[], $3::text[])`,
        [forkId, rows.map((row) => Number(row['seq'])), rows.map((row) => readdressed(String(row['event']), forkId))],
      );
      seq = endSeq;
    }
  }

  async function eventsOn(on: Query, range: RowRange): Promise<readonly StoredRow[]> {
    return (await rowsOn(on, 'event', range)) as unknown as readonly StoredRow[];
  }

  function rowsOn(on: Query, columns: 'event' | 'seq, event', range: RowRange): Promise<readonly Row[]> {
    return on(
      `SELECT ${columns} FROM ${schema}.events WHERE thread_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq`,
      range,
    );
  }

  async function atMsOf(on: Query, { threadId, seq }: Base): Promise<number> {
    const rows = await eventsOn(on, [threadId, seq - 1, seq]);
    return readRows({ threadId, afterSeq: seq - 1, throughSeq: seq }, rows)[0]?.atMs ?? 0;
  }
}
