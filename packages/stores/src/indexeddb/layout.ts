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
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
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

type Order = [order: number, threadId: string];

export interface Layout extends DBSchema {
  threads: {
    key: string;
    value: ThreadRow;
    indexes: {
      all: Order;
      agent: [agent: string, ...Order];
      phase: [phase: string, ...Order];
      agentPhase: [agent: string, phase: string, ...Order];
      forkedFrom: [threadId: string, ...Order];
      base: string;
    };
  };
  events: { key: [threadId: string, seq: number]; value: Event };
  checkpoints: { key: [threadId: string, version: string]; value: CheckpointRow };
  meta: { key: string; value: string };
}

export type Database = IDBPDatabase<Layout>;
export type StoreName = 'threads' | 'events' | 'checkpoints' | 'meta';

/** All that a read may look at. */
export type Reading = IDBPTransaction<Layout, StoreName[], 'readonly' | 'readwrite'>;
/** All that a write may change. */
export type Writing = IDBPTransaction<Layout, StoreName[], 'readwrite'>;

type Upgrading = IDBPTransaction<Layout, StoreName[], 'versionchange'>;

/**
 * The steps that lead to `LAYOUT_VERSION`; step n makes version n + 1 out of version n. A step that was released is never
 * changed: a new one follows it. All of it is one transaction, so a database is at the one version or at the other.
 */
const migrations: readonly ((database: Database, transaction: Upgrading) => void)[] = [
  (database, transaction) => {
    const threads = database.createObjectStore('threads', { keyPath: 'threadId' });
    threads.createIndex('all', ['order', 'threadId']);
    threads.createIndex('agent', ['record.agent', 'order', 'threadId']);
    threads.createIndex('phase', ['record.phase', 'order', 'threadId']);
    threads.createIndex('agentPhase', ['record.agent', 'record.phase', 'order', 'threadId']);
    threads.createIndex('forkedFrom', ['record.forkedFrom.threadId', 'order', 'threadId']);
    threads.createIndex('base', 'base.threadId');
    database.createObjectStore('events', { keyPath: ['threadId', 'seq'] });
    database.createObjectStore('checkpoints', { keyPath: ['threadId', 'version'] });
    database.createObjectStore('meta');
    void transaction.objectStore('meta').put(crypto.randomUUID(), 'instance');
  },
];

/** Brings a database of an older version, or a new one, to `LAYOUT_VERSION`. */
export function upgrade(database: Database, fromVersion: number, transaction: Upgrading): void {
  for (const migrate of migrations.slice(fromVersion)) migrate(database, transaction);
}
