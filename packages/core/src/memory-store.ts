import { checkBatch, checkThreadId } from './check-batch.ts';
import type { Event } from './event.ts';
import { endsAt } from './ends-at.ts';
import { createListeners } from './listeners.ts';
import { noSuchBase } from './no-such-base.ts';
import type { AppendResult, ThreadStore } from './ports.ts';
import type { State } from './state.ts';
import { comparePlaces, isListed, readQuery, toPage } from './thread-list.ts';
import { summarize, summarizeFork, type ThreadRecord } from './thread-record.ts';
import { toThread } from './to-thread.ts';

/** A thread: the events of its base up to where it was forked, then its own. */
interface Log {
  readonly base?: { readonly log: Log; readonly seq: number };
  /** Appended to in place: whoever reads is given a copy. */
  readonly events: Event[];
  readonly record: ThreadRecord;
}

/** Threads in memory: for tests, for pages that may forget, and as the smallest true example of the contract. */
export function createMemoryStore(threads: Readonly<Record<string, readonly Event[]>> = {}): ThreadStore {
  const logs = new Map<string, Log>();
  const checkpoints = new Map<string, Map<string, State>>();
  const { subscribe, subscribeAll, tell } = createListeners();
  for (const [threadId, [first, ...rest]] of Object.entries(threads))
    if (first) logs.set(threadId, { events: [first, ...rest], record: summarize(undefined, [first, ...rest]) });

  return {
    append: async (threadId, expectedSeq, events, note): Promise<AppendResult> => {
      checkBatch(threadId, expectedSeq, events);
      const log = logs.get(threadId);
      const seq = log?.record.seq ?? 0;
      if (!endsAt(log?.record, expectedSeq, note)) return { ok: false, seq };
      const [first, ...rest] = events;
      if (!first) return { ok: true };
      const record = summarize(log?.record, [first, ...rest], note);
      const kept = log?.events ?? [];
      for (const event of events) kept.push(event);
      logs.set(threadId, { ...log, events: kept, record });
      tell(threadId, record.seq);
      return { ok: true };
    },
    read: async (threadId, afterSeq = 0, throughSeq = Infinity) => {
      checkThreadId(threadId);
      const log = logs.get(threadId);
      return log ? toThread(eventsOf(log, afterSeq, throughSeq), threadId) : [];
    },
    fork: async (threadId, from, events, note): Promise<AppendResult> => {
      checkBatch(threadId, from.seq, events);
      const existing = logs.get(threadId);
      if (existing) return { ok: false, seq: existing.record.seq };
      const log = logs.get(from.threadId);
      const at = log && eventsOf(log, from.seq - 1, from.seq)[0];
      if (!log || !at) throw noSuchBase(from);
      const [first, ...rest] = events;
      const begun = summarizeFork(log.record, { threadId, seq: from.seq, atMs: (first ?? at).atMs });
      const record = first ? summarize(begun, [first, ...rest], note) : begun;
      logs.set(threadId, { base: { log, seq: from.seq }, events: [...events], record });
      tell(threadId, record.seq);
      return { ok: true };
    },
    list: async (query) => {
      const listing = readQuery(query);
      const records = [...logs.values()].map(({ record }) => record).filter((record) => isListed(record, listing));
      return toPage(records.toSorted(comparePlaces), listing.limit);
    },
    delete: async (threadId) => {
      checkThreadId(threadId);
      checkpoints.delete(threadId);
      if (logs.delete(threadId)) tell(threadId, 0);
    },
    readCheckpoint: async (threadId, version) => {
      checkThreadId(threadId);
      return checkpoints.get(threadId)?.get(version);
    },
    writeCheckpoint: async (threadId, version, state) => {
      checkThreadId(threadId);
      if (state.seq > (logs.get(threadId)?.record.seq ?? 0)) return;
      const known = checkpoints.get(threadId) ?? new Map<string, State>();
      if (state.seq >= (known.get(version)?.seq ?? 0)) known.set(version, state);
      checkpoints.set(threadId, known);
    },
    subscribe,
    subscribeAll,
  };
}

function eventsOf(log: Log, afterSeq: number, throughSeq: number): readonly Event[] {
  const { base, events } = log;
  const ownAfter = base?.seq ?? 0;
  const own = events.slice(Math.max(afterSeq - ownAfter, 0), Math.max(throughSeq - ownAfter, 0));
  if (!base || afterSeq >= base.seq) return own;
  return [...eventsOf(base.log, afterSeq, Math.min(throughSeq, base.seq)), ...own];
}
