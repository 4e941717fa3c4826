import type { AppendNote, AppendResult, Event, State, ThreadPage } from '@twelvefold/core';
import type { Listing } from '@twelvefold/core/store';
import type { Base } from './read-log.ts';

/** The log in an SQL database. It is given what was checked, and tells nobody in this process. */
export interface ThreadLog {
  readonly append: (
    threadId: string,
    expectedSeq: number,
    events: readonly Event[],
    note?: AppendNote,
  ) => Promise<AppendResult>;
  readonly read: (threadId: string, afterSeq: number, throughSeq: number) => Promise<readonly Event[]>;
  readonly fork: (threadId: string, from: Base, events: readonly Event[], note?: AppendNote) => Promise<AppendResult>;
  readonly list: (listing: Listing) => Promise<ThreadPage>;
  /** Whether there was such a thread. */
  readonly remove: (threadId: string) => Promise<boolean>;
  readonly readCheckpoint: (threadId: string, version: string) => Promise<State | undefined>;
  readonly writeCheckpoint: (threadId: string, version: string, state: State) => Promise<void>;
}
