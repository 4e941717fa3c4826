import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { eventsOf } from '../../test-support/events-of.ts';
import { postgresIsMissing, startPostgres, type PostgresServer } from '../../test-support/start-postgres.ts';
import { createPostgresStore, type PostgresStore } from './create-postgres-store.ts';

const { signal } = new AbortController();
const WORKER = fileURLToPath(new URL('../../test-support/postgres-worker.ts', import.meta.url));
let server: PostgresServer;
let schemas = 0;

beforeAll(async () => {
  if (postgresIsMissing === undefined) server = await startPostgres();
}, 60_000);
afterAll(() => server?.stop());

describe.skipIf(postgresIsMissing)('PostgreSQL', () => {
  test('what was appended is there for another pool, which stays its owner’s', async () => {
    const schema = nextSchema();
    const first = open(schema);
    await first.append('t', 0, eventsOf('t', 0, 3), { phase: 'done' });
    await first.close();
    await first.close();
    const pool = new pg.Pool({ connectionString: server.connectionString, max: 1 });
    const second = createPostgresStore({ pool, schema });
    expect(await second.read('t')).toEqual(eventsOf('t', 0, 3));
    const attendance = await second.presence?.enter();
    attendance?.leave();
    await second.close();
    await expect(second.read('t')).rejects.toMatchObject({ code: 'store_failed', message: 'This store was closed.' });
    await expect(second.presence?.enter()).rejects.toMatchObject({ code: 'store_failed' });
    const timers = vi.spyOn(globalThis, 'setInterval');
    onTestFinished(() => timers.mockRestore());
    for (const listen of [() => second.subscribe('t', () => undefined), () => second.subscribeAll?.(() => undefined)])
      expect(listen).toThrow('This store was closed.');
    expect(timers).not.toHaveBeenCalled();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  test('stores with other schemas are other stores', async () => {
    const [one, two] = [open(nextSchema()), open(nextSchema())];
    await one.append('t', 0, eventsOf('t', 0, 1));
    expect(await two.read('t')).toEqual([]);
    for (const schema of ['', 'Big', 'a"b', 'x; DROP', '1st'])
      expect(() => createPostgresStore({ connectionString: 'postgres://x', schema })).toThrow('A schema is named by');
  });

  test('many stores that begin at once make the tables once', async () => {
    const schema = nextSchema();
    const stores = Array.from({ length: 20 }, () => open(schema));
    const results = await Promise.all(
      stores.map((store, index) => store.append(`t${index}`, 0, eventsOf(`t${index}`, 0, 1))),
    );
    expect(results).toEqual(stores.map(() => ({ ok: true })));
  });

  test('[R113] is durable also where the database would not wait for the disk', async () => {
    const schema = nextSchema();
    const store = open(schema);
    await store.append('t', 0, eventsOf('t', 0, 1));
    await ask(`
      CREATE TABLE ${schema}.waits (setting text);
      CREATE FUNCTION ${schema}.note() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN EXECUTE 'INSERT INTO ${schema}.waits VALUES (current_setting(''synchronous_commit''))'; RETURN NEW; END $$;
      CREATE TRIGGER note BEFORE INSERT ON ${schema}.events FOR EACH ROW EXECUTE FUNCTION ${schema}.note()`);
    const lazy = open(schema, '?options=-c%20synchronous_commit%3Doff');
    await lazy.append('t', 1, eventsOf('t', 1, 1));
    const waited = await ask(`SELECT setting FROM ${schema}.waits`);
    expect(waited).toEqual([{ setting: 'on' }]);
  });

  test('[R116] a server that is away is store_failed, and once it is there the same store works', async () => {
    const away = createPostgresStore({ connectionString: 'postgres://postgres@127.0.0.1:1/postgres' });
    const failed = { code: 'store_failed', message: expect.stringContaining('The connection to PostgreSQL failed') };
    await expect(away.append('t', 0, eventsOf('t', 0, 1))).rejects.toMatchObject(failed);
    await expect(away.presence?.enter()).rejects.toMatchObject(failed);
    await away.close();
    const store = open(nextSchema());
    await store.append('t', 0, eventsOf('t', 0, 1));
    await ask(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
    );
    await vi.waitFor(async () => expect(await store.append('t', 1, eventsOf('t', 1, 1))).toEqual({ ok: true }));
  });

  test('[R116] a row behind the end of its thread is not somebody’s append', async () => {
    const schema = nextSchema();
    const store = open(schema);
    await store.append('t', 0, eventsOf('t', 0, 2));
    await ask(`UPDATE ${schema}.threads SET seq = 1`);
    await expect(store.append('t', 1, eventsOf('t', 1, 1))).rejects.toMatchObject({ code: 'store_corrupt' });
  });

  test('[R120] hears again after its connection was lost, also of what it did not hear', async () => {
    const schema = nextSchema();
    const [here, there] = [open(schema), open(schema)];
    const seqs: (number | undefined)[] = [];
    here.subscribe('t', (seq) => seqs.push(seq));
    await there.append('t', 0, eventsOf('t', 0, 1));
    await vi.waitFor(() => expect(seqs.at(-1)).toBe(1));
    await cutSessions();
    await there.append('t', 1, eventsOf('t', 1, 1));
    await vi.waitFor(() => expect(seqs.at(-1)).toBe(2));
    await there.append('t', 2, eventsOf('t', 2, 1));
    await vi.waitFor(() => expect(seqs.at(-1)).toBe(3));
  }, 30_000);

  test('[R120] hears by looking where notifications do not come through', async () => {
    const schema = nextSchema();
    const store = open(schema);
    await store.append('t', 0, eventsOf('t', 0, 1));
    const heard = vi.fn();
    store.subscribe('t', heard);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await ask(`INSERT INTO ${schema}.events VALUES ('t', 2, $1)`, [JSON.stringify(eventsOf('t', 1, 1)[0])]);
    await ask(`UPDATE ${schema}.threads SET seq = 2`);
    await vi.waitFor(() => expect(heard).toHaveBeenLastCalledWith(2));
  });

  test('[R120] without notify a commit tells nobody, and the others hear by looking', async () => {
    const schema = nextSchema();
    const options = { connectionString: server.connectionString, schema, pollMs: 100 };
    const [quiet, other, loud] = [
      createPostgresStore({ ...options, notify: false }),
      createPostgresStore({ ...options, notify: false }),
      createPostgresStore(options),
    ];
    const client = new pg.Client({ connectionString: server.connectionString });
    await client.connect();
    onTestFinished(async () => {
      await client.end();
      for (const store of [quiet, other, loud]) await store.close();
    });
    const notified: string[] = [];
    client.on('notification', ({ payload }) => notified.push(payload?.split(' ').at(-1) ?? ''));
    // The name of the channel is what a store that notifies listens to.
    loud.subscribeAll?.(() => undefined);
    const listening = "SELECT substring(query FROM 8) AS channel FROM pg_stat_activity WHERE query LIKE 'LISTEN%'";
    const channels = await vi.waitFor(async () => {
      const rows = (await client.query<{ readonly channel: string }>(listening)).rows;
      expect(rows).toHaveLength(1);
      return rows;
    });
    await client.query(`LISTEN ${channels[0]?.channel}`);
    const seqs: (number | undefined)[] = [];
    const lists = vi.fn();
    other.subscribe('quiet', (seq) => seqs.push(seq));
    other.subscribeAll?.(lists);
    await quiet.append('quiet', 0, eventsOf('quiet', 0, 1));
    await vi.waitFor(() => expect(seqs.at(-1)).toBe(1));
    lists.mockClear();
    await quiet.append('new', 0, eventsOf('new', 0, 1));
    await vi.waitFor(() => expect(lists).toHaveBeenCalled());
    await quiet.delete('quiet');
    await vi.waitFor(() => expect(seqs.at(-1)).toBe(0));
    await loud.append('loud', 0, eventsOf('loud', 0, 1));
    await vi.waitFor(() => expect(notified).toEqual(['loud']));
  });

  test('[R122] a runner that lost its connection for a moment is not gone, and keeps its lead', async () => {
    const schema = nextSchema();
    const [here, there] = [open(schema), open(schema)];
    const attendance = await here.presence?.enter();
    await here.presence?.lead('t', signal);
    const gone = vi.fn();
    const stop = new AbortController();
    void there.presence?.lead('t', stop.signal).then(gone, () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await cutSessions();
    void there.presence?.untilGone(attendance?.runner ?? '', stop.signal).then(gone, () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 6_500));
    expect(gone).not.toHaveBeenCalled();
    stop.abort();
  }, 30_000);

  test('[R122] a server that was away for long makes nobody be gone, and nobody lose a lead', async () => {
    const schema = nextSchema();
    const [here, there] = [open(schema), open(schema)];
    const [attendance, gone] = [await here.presence?.enter(), await here.presence?.enter()];
    await here.presence?.lead('t', signal);
    await there.list();
    const stop = new AbortController();
    const told: string[] = [];
    const note = (what: string) => [() => void told.push(what), () => undefined] as const;
    void there.presence?.untilGone(attendance?.runner ?? '', stop.signal).then(...note('alive'));
    void there.presence?.untilGone(gone?.runner ?? '', stop.signal).then(...note('gone'));
    void there.presence?.lead('t', stop.signal).then(...note('leads'));
    await server.restart(3_500);
    // Connects for the first time, and faster than who had the lead.
    void open(schema)
      .presence?.lead('t', stop.signal)
      .then(...note('leads'));
    gone?.leave();
    await vi.waitFor(() => expect(told).toEqual(['gone']), { timeout: 15_000, interval: 100 });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(told).toEqual(['gone']);
    stop.abort();
  }, 40_000);

  test('closes soon where the server takes connections and never says a word', async () => {
    const mute = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(mute, 'listening');
    onTestFinished(() => void mute.close());
    const { port } = mute.address() as AddressInfo;
    const store = createPostgresStore({ connectionString: `postgres://x@127.0.0.1:${port}/x` });
    const reading = store.read('t').catch((thrown: unknown) => thrown);
    store.subscribe('t', () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const pool = new pg.Pool({ connectionString: `postgres://x@127.0.0.1:${port}/x` });
    const other = createPostgresStore({ pool });
    other.subscribeAll?.(() => undefined);
    await other.close();
    await store.close();
    expect(await reading).toMatchObject({ code: 'store_failed' });
  }, 15_000);

  test('[R122] a runner whose process was killed is gone, and the lead that it had is free', async () => {
    const schema = nextSchema();
    const store = open(schema);
    const child = spawn(process.execPath, [WORKER, server.connectionString, schema], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [runner] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const gone = vi.fn();
    const leads = vi.fn();
    void store.presence?.untilGone(runner, signal).then(gone);
    void store.presence?.lead('t', signal).then(leads);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect([gone.mock.calls.length, leads.mock.calls.length]).toEqual([0, 0]);
    child.kill('SIGKILL');
    await vi.waitFor(() => expect([gone.mock.calls.length, leads.mock.calls.length]).toEqual([1, 1]), {
      timeout: 15_000,
    });
  }, 30_000);
});

function nextSchema(): string {
  return `lab_${++schemas}`;
}

function open(schema: string, options = ''): PostgresStore {
  const connectionString = `${server.connectionString}${options}`;
  const store = createPostgresStore({ connectionString, schema, pollMs: 500 });
  onTestFinished(() => store.close());
  return store;
}

/** Ends the connections that listen, as a network does. */
function cutSessions(): Promise<unknown> {
  const theirs = "query LIKE 'LISTEN%' OR query LIKE '%pg_try_advisory_lock(%'";
  return ask(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND (${theirs})`);
}

async function ask(sql: string, values: readonly unknown[] = []): Promise<readonly object[]> {
  const client = new pg.Client({ connectionString: server.connectionString });
  await client.connect();
  try {
    return (await client.query<object>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
