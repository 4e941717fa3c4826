/*
 * A process of its own on a database: `node sqlite-worker.ts <path> <what> <who>`. It prints a line for each thing done.
 *
 *   append   appends 25 events to thread `t`, whoever else does
 *   attend   enters, leads thread `t`, and stays until it is killed
 *   write    begins a transaction, and ends it after 500 ms
 */
import { DatabaseSync } from 'node:sqlite';
import { createSqliteStore } from '../src/sqlite/index.ts';
import { eventsOf } from './events-of.ts';

const [path = '', what = '', who = ''] = process.argv.slice(2);
if (what === 'write') writeLong();
else await work();

async function work(): Promise<void> {
  const store = createSqliteStore({ path, pollMs: 20 });
  if (what === 'attend') {
    const attendance = await store.presence?.enter();
    await store.presence?.lead('t', new AbortController().signal);
    console.log(attendance?.runner);
    setInterval(() => undefined, 1_000);
    return;
  }
  let seq = 1;
  for (let done = 0; done < 25;) {
    const result = await store.append('t', seq, eventsOf('t', seq, 1, who));
    seq = result.ok ? seq + 1 : result.seq;
    if (result.ok) done++;
  }
  store.close();
  console.log('done');
}

function writeLong(): void {
  const sqlite = new DatabaseSync(path);
  sqlite.exec('BEGIN IMMEDIATE');
  console.log('writing');
  setTimeout(() => sqlite.exec('COMMIT'), 500);
}
