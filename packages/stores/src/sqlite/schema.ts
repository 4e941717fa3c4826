/*
 * What stands in the file. Every table begins with `twelvefold_`, so it may be the app's own database.
 *
 *   threads      one row a thread: what lists show, and where its log begins (base_id, base_seq: the first `base_seq`
 *                events are those of the base)
 *   events       one row an event, as JSON text. The primary key is what makes an append win or lose
 *   checkpoints  states to begin from: a cache
 *   runners      who left; whose process ended has no row
 *   leaders      who drives a thread
 */

/** Each step leads from the version of its index to the next one. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE twelvefold_threads (
    generation INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id TEXT NOT NULL UNIQUE,
    seq INTEGER NOT NULL,
    agent TEXT NOT NULL,
    title TEXT NOT NULL,
    title_seq INTEGER NOT NULL,
    phase TEXT NOT NULL,
    created_at_ms REAL NOT NULL,
    updated_at_ms REAL NOT NULL,
    forked_from_id TEXT,
    forked_from_seq INTEGER,
    base_id TEXT,
    base_seq INTEGER
  ) STRICT;
  CREATE INDEX twelvefold_threads_by_update ON twelvefold_threads (updated_at_ms DESC, thread_id);
  CREATE INDEX twelvefold_threads_by_base ON twelvefold_threads (base_id) WHERE base_id IS NOT NULL;
  CREATE TABLE twelvefold_events (
    thread_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (thread_id, seq)
  ) STRICT;
  CREATE TABLE twelvefold_checkpoints (
    thread_id TEXT NOT NULL,
    version TEXT NOT NULL,
    seq INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (thread_id, version)
  ) STRICT;
  CREATE TABLE twelvefold_runners (
    runner TEXT NOT NULL PRIMARY KEY,
    left_at_ms REAL NOT NULL
  ) STRICT;
  CREATE TABLE twelvefold_leaders (
    thread_id TEXT NOT NULL PRIMARY KEY,
    runner TEXT NOT NULL,
    until_ms REAL NOT NULL
  ) STRICT;
  `,
];
