/*
 * What stores have in common. A store of your own calls these around its database, and runs the contract suite of
 * `@twelvefold/testing`.
 *
 *   append   checkAppend → compare seq, insert, summarize (one transaction) → tell
 *   fork     checkAppend → compare, summarizeFork, summarize                → tell
 *   read     rows of the thread and of its bases → readRows → toThread
 *   list     readQuery → isListed, comparePlaces → toPage
 */
export { checkAppend } from './check-append.ts';
export { checkThreadId } from './check-batch.ts';
export { endsAt } from './ends-at.ts';
export { createListeners } from './listeners.ts';
export type { Listeners } from './listeners.ts';
export { noSuchBase } from './no-such-base.ts';
export { readRows } from './read-rows.ts';
export type { Range, StoredRow } from './read-rows.ts';
export { comparePlaces, decodeCursor, encodeCursor, isListed, readQuery, toPage } from './thread-list.ts';
export type { Listing, Place } from './thread-list.ts';
export { plain, summarize, summarizeFork } from './thread-record.ts';
export type { ThreadRecord } from './thread-record.ts';
export { toThread } from './to-thread.ts';
