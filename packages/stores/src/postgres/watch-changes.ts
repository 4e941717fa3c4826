import { createListeners, type Listeners } from '@twelvefold/core/store';
import { randomUUID } from 'node:crypto';
import type { Database } from './database.ts';
import type { Announce } from './postgres-log.ts';
import type { Session } from './session.ts';

export interface Watch extends Pick<Listeners, 'subscribe' | 'subscribeAll'> {
  readonly announce: Announce;
  /** After this store changed a thread. */
  readonly changed: (threadId: string, seq: number) => void;
  readonly onNotify: (payload: string) => void;
  /** What was notified before may not have been heard. */
  readonly catchUp: () => void;
  readonly stop: () => void;
}

export interface WatchOptions {
  readonly database: Database;
  readonly session: () => Session;
  readonly channel: string;
  readonly pollMs: number;
  readonly notify: boolean;
}

/**
 * Tells who listens: at once of what this store does, of others by LISTEN, and every `pollMs` by looking, because a
 * connection may be lost, or go through a pooler that hears nothing.
 */
export function watchChanges({ database, session, channel, pollMs, notify }: WatchOptions): Watch {
  const listeners = createListeners();
  /** The last seq that was told; none while it is not known what there was when the first of them subscribed. */
  const known = new Map<string, number>();
  const me = randomUUID();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;

  return {
    subscribe: (threadId, listener) => {
      const leave = heard(listeners.subscribe(threadId, listener));
      if (!known.has(threadId)) void look();
      return () => {
        leave();
        if (!listeners.has(threadId)) known.delete(threadId);
      };
    },
    subscribeAll: (listener) => heard(listeners.subscribeAll(listener)),
    announce: async (query, threadId, seq) => {
      if (notify) await query('SELECT pg_notify($1, $2)', [channel, `${me} ${seq} ${threadId}`]);
    },
    changed: told,
    onNotify: (payload) => {
      const [sender, seq, ...id] = payload.split(' ');
      if (sender !== me) told(id.join(' '), Number(seq));
    },
    catchUp: () => {
      void look();
      listeners.tell('');
    },
    stop: () => clearInterval(timer),
  };

  function told(threadId: string, seq: number): void {
    if (listeners.has(threadId)) known.set(threadId, seq);
    listeners.tell(threadId, seq);
  }

  /** Connected, and looking, while somebody listens. */
  function heard(leave: () => void): () => void {
    if (notify)
      session()
        .connect()
        .catch(() => undefined);
    timer ??= setInterval(() => void look(), pollMs);
    return () => {
      leave();
      if (listeners.hasAny()) return;
      clearInterval(timer);
      timer = undefined;
    };
  }

  async function look(): Promise<void> {
    const threadIds = listeners.threadIds();
    if (isLooking || database.isClosed()) return;
    isLooking = true;
    const isDeaf = !notify || !session().isConnected();
    const rows = await database
      .query(`SELECT thread_id, seq FROM ${database.schema}.threads WHERE thread_id = ANY ($1::text[])`, [threadIds])
      .catch(() => undefined);
    isLooking = false;
    if (rows) compare(threadIds, new Map(rows.map((row) => [String(row['thread_id']), Number(row['seq'])])));
    if (isDeaf) listeners.tell('');
    // Who subscribed meanwhile was not looked at.
    if (rows && listeners.threadIds().some((threadId) => !known.has(threadId))) void look();
  }

  /** A thread that was there before anything was known of it may be new: better told once too often. */
  function compare(threadIds: readonly string[], seqs: ReadonlyMap<string, number>): void {
    for (const threadId of threadIds) {
      if (!listeners.has(threadId)) continue;
      const seq = seqs.get(threadId) ?? 0;
      const isNews = seq !== (known.get(threadId) ?? 0);
      known.set(threadId, seq);
      if (isNews) listeners.tell(threadId, seq);
    }
  }
}
