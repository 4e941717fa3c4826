// @vitest-environment node
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createDatabase, type Database } from './database.ts';
import { createMemorySnapshots, type Snapshots } from './snapshots.ts';
import { loadSqlite } from './sqlite.ts';
import type { Writer } from './sqlite.ts';
import { openTestDatabase } from './test-database.ts';

const openSqlite = await loadSqlite();
const insert = (name: string) => (writer: Writer) =>
  writer.run("INSERT INTO customers (name, company, email, search, created_on) VALUES (?, 'Co', ?, '', '2026-01-01')", [
    name,
    `${name}@example.com`,
  ]);
const names = (database: Database) => database.all('SELECT name FROM customers ORDER BY id').map((row) => row['name']);

/** A database with tables and nothing else. */
async function emptyDatabase(snapshots: Snapshots = createMemorySnapshots()): Promise<Database> {
  const database = await createDatabase({ openSqlite, snapshots, seed: () => {} });
  onTestFinished(() => database.close());
  return database;
}

test('a write resolves to what the change gives, raises the version once and tells every listener', async () => {
  const database = await emptyDatabase();
  const listener = vi.fn();
  const unsubscribe = database.subscribe(listener);
  expect(await database.write(insert('ada'))).toBe(1);
  expect([database.version(), listener.mock.calls.length]).toEqual([1, 1]);
  unsubscribe();
  await database.write(insert('bo'));
  expect([database.version(), listener.mock.calls.length]).toEqual([2, 1]);
});

test('a change that throws leaves nothing behind and tells nobody', async () => {
  const database = await emptyDatabase();
  const listener = vi.fn();
  database.subscribe(listener);
  const change = (writer: Writer) => {
    insert('ada')(writer);
    throw new Error('no');
  };
  await expect(database.write(change)).rejects.toThrow('no');
  expect([names(database), database.version(), listener.mock.calls.length]).toEqual([[], 0, 0]);
  await database.write(insert('bo'));
  expect(names(database)).toEqual(['bo']);
});

test('nobody reads a change before it is saved', async () => {
  const snapshots = createMemorySnapshots();
  const seen: unknown[] = [];
  const database = await emptyDatabase({
    ...snapshots,
    save: (snapshot) => {
      seen.push(names(database));
      return snapshots.save(snapshot);
    },
  });
  await database.write(insert('ada'));
  expect([seen, names(database)]).toEqual([[[]], ['ada']]);
});

test('a change that cannot be saved is undone, and the sentence says so', async () => {
  const snapshots = createMemorySnapshots();
  let full = true;
  const save: Snapshots['save'] = (snapshot) =>
    full ? Promise.reject(new Error('QuotaExceededError')) : snapshots.save(snapshot);
  const database = await emptyDatabase({ ...snapshots, save });
  await expect(database.write(insert('ada'))).rejects.toMatchObject({
    code: 'not_saved',
    message: 'The browser could not store the change, so nothing was changed: reload the page and try again.',
  });
  expect(names(database)).toEqual([]);
  full = false;
  await database.write(insert('ada'));
  expect(names(database)).toEqual(['ada']);
});

test('snapshots that cannot be read refuse to open instead of starting over', async () => {
  const load = () => Promise.reject(new Error('UnknownError'));
  const opening = createDatabase({ openSqlite, snapshots: { ...createMemorySnapshots(), load }, seed: () => {} });
  await expect(opening).rejects.toMatchObject({ name: 'DeskError', code: 'database_unavailable' });
});

test('a query outside a write cannot change anything', async () => {
  const database = await emptyDatabase();
  expect(() => database.all('DELETE FROM customers')).toThrow(/readonly/);
  await database.write(insert('ada'));
  expect(() => database.all('DELETE FROM customers')).toThrow(/readonly/);
});

test('foreign keys hold in a new database and in a restored one', async () => {
  const snapshots = createMemorySnapshots();
  const orphan = (writer: Writer) =>
    writer.run(
      "INSERT INTO emails (customer_id, sent_to, subject, body, queued_on) VALUES (9, 'a', 'b', 'c', '2026-01-01')",
    );
  const first = await emptyDatabase(snapshots);
  await expect(first.write(orphan)).rejects.toThrow(/FOREIGN KEY/);
  await first.write(insert('ada'));
  await expect((await emptyDatabase(snapshots)).write(orphan)).rejects.toThrow(/FOREIGN KEY/);
});

describe('several tabs on the same snapshots', () => {
  test('a database opened later holds what was written before', async () => {
    const snapshots = createMemorySnapshots();
    await (await emptyDatabase(snapshots)).write(insert('ada'));
    expect(names(await emptyDatabase(snapshots))).toEqual(['ada']);
  });

  test('an open database follows the writes of another', async () => {
    const snapshots = createMemorySnapshots();
    const [one, two] = [await emptyDatabase(snapshots), await emptyDatabase(snapshots)];
    await one.write(insert('ada'));
    await vi.waitFor(() => expect([names(two), two.version()]).toEqual([['ada'], 1]));
  });

  test('writes at the same time all happen: whoever was slower runs again on the newer data', async () => {
    const shared = createMemorySnapshots();
    // Deaf to each other, so that only the refused save can tell them.
    const deaf = { ...shared, watch: () => () => {} };
    const [one, two] = [await emptyDatabase(deaf), await emptyDatabase(deaf)];
    await Promise.all([one.write(insert('ada')), two.write(insert('bo')), one.write(insert('cy'))]);
    expect(new Set(names(await emptyDatabase(shared)))).toEqual(new Set(['ada', 'bo', 'cy']));
  });

  test('a tab that never wins gives up and says so', async () => {
    const save = () => Promise.resolve('conflict' as const);
    const database = await emptyDatabase({ ...createMemorySnapshots(), save });
    await expect(database.write(insert('ada'))).rejects.toMatchObject({ code: 'not_saved' });
    expect([names(database), database.version()]).toEqual([[], 0]);
  });
});

test.each([
  ['bytes that are no database', new TextEncoder().encode('not a database at all, only text'.repeat(40))],
  ['a database of another schema version', otherVersion()],
])('%s are replaced by a fresh seed, which can be written to', async (_what, bytes) => {
  const snapshots = createMemorySnapshots();
  await snapshots.save({ revision: 1, bytes });
  const database = await emptyDatabase(snapshots);
  await database.write(insert('ada'));
  expect([names(database), (await snapshots.load())?.revision]).toEqual([['ada'], 2]);
});

test('the seed is the same every time', async () => {
  const [one, two] = [await openTestDatabase(), await openTestDatabase()];
  const all = (database: Database) =>
    ['customers', 'invoices', 'invoice_lines', 'payments', 'refunds', 'payment_links', 'emails'].map((table) =>
      database.all(`SELECT * FROM ${table}`),
    );
  expect(all(one)).toEqual(all(two));
});

function otherVersion(): Uint8Array {
  const sqlite = openSqlite();
  sqlite.exec('CREATE TABLE customers (name TEXT); PRAGMA user_version = 99');
  const bytes = sqlite.toBytes();
  sqlite.close();
  return bytes;
}
