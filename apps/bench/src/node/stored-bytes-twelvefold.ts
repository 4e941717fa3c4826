import { createMemoryStore, type ThreadStore } from '@twelvefold/core';
import { createSqliteStore } from '@twelvefold/stores/sqlite';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkRun, LAST_TEXT } from './agent-loop-script.ts';
import { bytesOf, storedBytesTask, type Keep, type StoredBytes } from './stored-bytes-task.ts';
import { setUpTwelvefold } from './twelvefold-agent.ts';

storedBytesTask({
  all: keepInSqlite({ count: (path) => eventBytes(path) + checkpointBytes(path) }),
  'all, hash chain': keepInSqlite({ count: (path) => eventBytes(path) + checkpointBytes(path), hashChain: true }),
  events: keepInSqlite({ count: eventBytes }),
  file: keepInSqlite({ count: (path) => statSync(path).size, isWrittenOnce: false }),
  'many runs': keepManyRuns,
});

interface KeepOptions {
  /** What of the database at `path` counts, once everything is in that one file. */
  readonly count: (path: string) => number;
  readonly hashChain?: boolean;
  /** Whether what counts is written once and never again. Default: true. */
  readonly isWrittenOnce?: boolean;
}

function keepInSqlite({ count, hashChain = false, isWrittenOnce = true }: KeepOptions): Keep {
  return async (steps): Promise<StoredBytes> => {
    const folder = mkdtempSync(join(tmpdir(), 'twelvefold-bench-'));
    try {
      const path = join(folder, 'threads.db');
      const store = createSqliteStore({ path });
      const run = setUpTwelvefold({ steps, model: 'port', store, hashChain });
      checkRun(await run(), steps);
      await untilCheckpoint(path, steps);
      store.close();
      const keptBytes = count(path);
      // Events are inserted once, and one run ends in at most one checkpoint.
      return { keptBytes, ...(isWrittenOnce && { writtenBytes: keptBytes }) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
}

const STEPS_A_RUN = 20;

/** One thread of many runs, each by an agent of its own that restores it: everything that they write. */
async function keepManyRuns(steps: number): Promise<StoredBytes> {
  const { store, bytes } = weighedStore();
  const run = setUpTwelvefold({ steps: STEPS_A_RUN, model: 'port', store, thread: 'many-runs' });
  for (let done = 0; done < steps; done += STEPS_A_RUN) {
    const { modelRequests, lastText } = await run();
    if (modelRequests !== STEPS_A_RUN || lastText !== LAST_TEXT) throw new Error(`Not a whole run: ${lastText}`);
  }
  return bytes();
}

/** A memory store that weighs what is written into it. */
function weighedStore(): { readonly store: ThreadStore; readonly bytes: () => StoredBytes } {
  const store = createMemoryStore();
  let eventBytes = 0;
  let checkpointBytes = 0;
  let newestBytes = 0;
  const weighed: ThreadStore = {
    ...store,
    append: async (threadId, expectedSeq, events, note) => {
      const result = await store.append(threadId, expectedSeq, events, note);
      if (result.ok) for (const event of events) eventBytes += bytesOf(JSON.stringify(event));
      return result;
    },
    writeCheckpoint: async (threadId, version, state) => {
      newestBytes = bytesOf(JSON.stringify(state));
      checkpointBytes += newestBytes;
      await store.writeCheckpoint(threadId, version, state);
    },
  };
  const bytes = (): StoredBytes => ({
    keptBytes: eventBytes + newestBytes,
    writtenBytes: eventBytes + checkpointBytes,
  });
  return { store: weighed, bytes };
}

function eventBytes(path: string): number {
  return ask(path, 'SELECT sum(length(CAST(event AS BLOB))) AS answer FROM twelvefold_events');
}

/** A thread of more than 200 events has one when it comes to rest: a cache of its state. */
function checkpointBytes(path: string): number {
  return ask(path, 'SELECT coalesce(sum(length(CAST(state AS BLOB))), 0) AS answer FROM twelvefold_checkpoints');
}

/** A checkpoint is written behind the run's back. */
async function untilCheckpoint(path: string, steps: number): Promise<void> {
  const events = ask(path, 'SELECT count(*) AS answer FROM twelvefold_events');
  if (events < steps * 5) throw new Error(`A run of ${steps} steps left ${events} events.`);
  if (events <= 200) return;
  for (let tries = 0; ask(path, 'SELECT count(*) AS answer FROM twelvefold_checkpoints') === 0; tries++) {
    if (tries > 200) throw new Error('No checkpoint was written.');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function ask(path: string, query: string): number {
  const database = new DatabaseSync(path, { readOnly: true });
  const answer = database.prepare(query).get()?.['answer'];
  database.close();
  return Number(answer);
}
