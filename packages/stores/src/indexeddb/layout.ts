/*
 * What the database holds.
 *
 *   threads      one row a thread: what a list shows, and where its log begins          (put)
 *   events       one row an event, keyed by thread and seq                              (add, never put)
 *   checkpoints  one state a thread and version of the reducer                          (put; may be dropped)
 *   meta         `instance`: what tells this database from others of the same name
 *
 * A fork's own events begin behind `base.seq`; those up to it are the base thread's, which may have a base itself.
 */
import type { Event, State } from '@twelvefold/core';
import type { ThreadRecord } from '@twelvefold/core/store';
import type { Base } from '../shared/read-log.ts';

/** Raise it with every change of `migrations`. A page that knows less than is stored refuses it. */
export const LAYOUT_VERSION = 1;

export interface ThreadRow {
  readonly threadId: string;
  readonly record: ThreadRecord;
  /** `-updatedAtMs`: indexes run forward, so that the newest come first and equal ones by id. */
  readonly order: number;
  /** The thread that holds the events up to this one's own. */
  readonly base?: Base;
}

export interface CheckpointRow {
  readonly threadId: string;
  readonly version: string;
  readonly state: State;
}

/** The rows of each object store, and what they are found by. */
export interface Layout {
  readonly threads: {
    readonly key: string;
    readonly value: ThreadRow;
    readonly index: 'all' | 'agent' | 'phase' | 'agentPhase' | 'forkedFrom' | 'base';
  };
  readonly events: { readonly key: [threadId: string, seq: number]; readonly value: Event };
  readonly checkpoints: { readonly key: [threadId: string, version: string]; readonly value: CheckpointRow };
  readonly meta: { readonly key: string; readonly value: string };
}

export type StoreName = keyof Layout;

/**
 * The steps that lead to `LAYOUT_VERSION`; step n makes version n + 1 out of version n. A step that was released is never
 * changed: a new one follows it. All of it is one transaction, so a database is at the one version or at the other.
 */
const migrations: readonly ((database: IDBDatabase) => void)[] = [
  (database) => {
    const threads = database.createObjectStore('threads', { keyPath: 'threadId' });
    threads.createIndex('all', ['order', 'threadId']);
    threads.createIndex('agent', ['record.agent', 'order', 'threadId']);
    threads.createIndex('phase', ['record.phase', 'order', 'threadId']);
    threads.createIndex('agentPhase', ['record.agent', 'record.phase', 'order', 'threadId']);
    threads.createIndex('forkedFrom', ['record.forkedFrom.threadId', 'order', 'threadId']);
    threads.createIndex('base', 'base.threadId');
    database.createObjectStore('events', { keyPath: ['threadId', 'seq'] });
    database.createObjectStore('checkpoints', { keyPath: ['threadId', 'version'] });
    database.createObjectStore('meta').put(crypto.randomUUID(), 'instance');
  },
];

/** Brings a database of an older version, or a new one, to `LAYOUT_VERSION`. */
export function upgrade(database: IDBDatabase, fromVersion: number): void {
  for (const migrate of migrations.slice(fromVersion)) migrate(database);
}
