/*
 * A process of its own on a database: `node postgres-worker.ts <connectionString> <schema>`. It enters, leads thread `t`,
 * prints its runner, and stays until it is killed.
 */
import { createPostgresStore } from '../src/postgres/index.ts';

const [connectionString = '', schema = ''] = process.argv.slice(2);
const store = createPostgresStore({ connectionString, schema });
const attendance = await store.presence?.enter();
await store.presence?.lead('t', new AbortController().signal);
console.log(attendance?.runner);
