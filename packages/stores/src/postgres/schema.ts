/*
 * What stands in the schema of the database.
 *
 *   threads      one row a thread: what lists show, and where its log begins (base_id, base_seq: the first `base_seq`
 *                events are those of the base)
 *   events       one row an event, as JSON text. The primary key is what makes an append win or lose
 *   checkpoints  states to begin from: a cache
 *   meta         one row: the version of these tables, and an id of this store
 *
 * Ids are compared byte by byte (collation "C"), whatever the database's language.
 */

/** Each step leads from the version of its index to the next one. */
export const migrations: readonly ((schema: string) => string)[] = [
  (schema) => `
    CREATE TABLE ${schema}.threads (
      generation bigint GENERATED ALWAYS AS IDENTITY,
      thread_id text COLLATE "C" PRIMARY KEY,
      seq integer NOT NULL,
      agent text NOT NULL,
      title text NOT NULL,
      title_seq integer NOT NULL,
      phase text NOT NULL,
      created_at_ms double precision NOT NULL,
      updated_at_ms double precision NOT NULL,
      forked_from_id text COLLATE "C",
      forked_from_seq integer,
      base_id text COLLATE "C",
      base_seq integer
    );
    CREATE INDEX threads_by_update ON ${schema}.threads (updated_at_ms DESC, thread_id);
    CREATE INDEX threads_by_base ON ${schema}.threads (base_id) WHERE base_id IS NOT NULL;
    CREATE TABLE ${schema}.events (
      thread_id text COLLATE "C" NOT NULL,
      seq integer NOT NULL,
      event text NOT NULL,
      PRIMARY KEY (thread_id, seq)
    );
    CREATE TABLE ${schema}.checkpoints (
      thread_id text COLLATE "C" NOT NULL,
      version text COLLATE "C" NOT NULL,
      seq integer NOT NULL,
      state text NOT NULL,
      PRIMARY KEY (thread_id, version)
    );
  `,
];
