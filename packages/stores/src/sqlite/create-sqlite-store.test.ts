import { TwelvefoldError } from '@twelvefold/core';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import { eventsOf } from '../../test-support/events-of.ts';
import { createSqliteStore } from './create-sqlite-store.ts';
import { openDatabase } from './database.ts';

test('what was appended is there when the file is opened again', async () => {
  const path = join(folder(), 'threads.db');
  const first = createSqliteStore({ path });
  await first.append('t', 0, eventsOf('t', 0, 3), { phase: 'done' });
  const list = await first.list();
  first.close();
  const second = createSqliteStore({ path });
  expect([await second.read('t'), await second.list()]).toEqual([eventsOf('t', 0, 3), list]);
  second.close();
});

test('says that it was closed, whatever is asked of it, and closes twice', async () => {
  const store = createSqliteStore({ path: ':memory:' });
  await store.append('t', 0, eventsOf('t', 0, 1));
  const leave = store.subscribe('t', () => undefined);
  const attendance = await store.presence?.enter();
  store.close();
  store.close();
  leave();
  attendance?.leave();
  const closed = { code: 'store_failed', message: 'The store on ":memory:" was closed.' };
  for (const asked of [
    () => store.read('t'),
    () => store.list(),
    () => store.append('t', 1, eventsOf('t', 1, 1)),
    () => store.delete('t'),
    () => store.readCheckpoint('t', 'v'),
    () => store.presence?.enter(),
  ])
    await expect(asked()).rejects.toMatchObject(closed);
  const timers = vi.spyOn(globalThis, 'setInterval');
  onTestFinished(() => timers.mockRestore());
  for (const listen of [() => store.subscribe('t', () => undefined), () => store.subscribeAll?.(() => undefined)])
    expect(thrownBy(listen)).toMatchObject(closed);
  expect(timers).not.toHaveBeenCalled();
});

test('a write that failed leaves no transaction behind, whoever ended it', async () => {
  const database = openDatabase(':memory:');
  await expect(database.write(() => database.sqlite.exec('no SQL'))).rejects.toMatchObject({ code: 'store_failed' });
  expect(await database.write(() => 1)).toBe(1);
  const ended = database.write(() => database.sqlite.exec('ROLLBACK; no SQL'));
  await expect(ended).rejects.toMatchObject({ message: expect.stringContaining('syntax error') });
  expect(await database.write(() => 2)).toBe(2);
  database.close();
  database.close();
  await expect(database.run(() => 1)).rejects.toMatchObject({ code: 'store_failed' });
});

test('says which Node it needs, on one that has no SQLite', () => {
  const lookUp = vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
  onTestFinished(() => lookUp.mockRestore());
  expect(() => createSqliteStore({ path: ':memory:' })).toThrowError(
    expect.objectContaining({ code: 'store_failed', message: expect.stringContaining('needs Node 22.13 or newer') }),
  );
});

test('two databases in memory are two', async () => {
  const [one, two] = [createSqliteStore({ path: ':memory:' }), createSqliteStore({ path: ':memory:' })];
  await one.append('t', 0, eventsOf('t', 0, 1));
  expect(await two.read('t')).toEqual([]);
  one.close();
  two.close();
});

test('lives beside the tables of an app', async () => {
  const path = join(folder(), 'app.db');
  const app = new DatabaseSync(path);
  app.exec("CREATE TABLE threads (name TEXT); INSERT INTO threads VALUES ('mine')");
  const store = createSqliteStore({ path });
  await store.append('t', 0, eventsOf('t', 0, 1));
  expect(app.prepare('SELECT * FROM threads').all()).toEqual([{ name: 'mine' }]);
  app.close();
  store.close();
});

test('[R116] a file that is no database, and one whose pages were overwritten, are named', async () => {
  const path = join(folder(), 'threads.db');
  writeFileSync(path, 'Dear diary, this is no database at all.'.repeat(100));
  expect(thrownBy(() => createSqliteStore({ path }))).toMatchObject({
    code: 'store_corrupt',
    message: expect.stringContaining(path),
  });
  rmSync(path);
  const store = createSqliteStore({ path });
  await store.append('t', 0, eventsOf('t', 0, 400, 'x'.repeat(500)));
  store.close();
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xab, Math.floor(bytes.length / 2)));
  const reading = (async () => createSqliteStore({ path }).read('t'))();
  await expect(reading).rejects.toMatchObject({ code: 'store_corrupt' });
});

test('[R116] a path that cannot be opened, or not be written to, says what to do', () => {
  const path = join(folder(), 'missing', 'threads.db');
  expect(thrownBy(() => createSqliteStore({ path }))).toMatchObject({
    code: 'store_failed',
    message: expect.stringContaining('unable to open'),
  });
  expect(thrownBy(() => createSqliteStore({ path: ':memory:', pollMs: 0 }))).toMatchObject({ code: 'invalid_use' });
});

test('[R116] a database of a newer version is refused and stays as it is', () => {
  const path = join(folder(), 'threads.db');
  createSqliteStore({ path }).close();
  const sqlite = new DatabaseSync(path);
  sqlite.exec('UPDATE twelvefold_schema SET version = 2');
  sqlite.close();
  const before = readFileSync(path);
  const newer = thrownBy(() => createSqliteStore({ path }));
  expect(newer).toMatchObject({ code: 'store_newer', message: expect.stringContaining('upgrade @twelvefold/stores') });
  expect(readFileSync(path).equals(before)).toBe(true);
});

test.skipIf(!canMount())(
  '[R116] a disk that is really full is store_full, and the log goes on once there is space',
  async () => {
    const disk = folder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]);
    onTestFinished(() => void execFileSync('umount', ['--lazy', disk]));
    const store = createSqliteStore({ path: join(disk, 'threads.db') });
    await store.append('t', 0, eventsOf('t', 0, 1));
    writeFileSync(join(disk, 'ballast'), Buffer.alloc(600_000));
    let seq = 1;
    let full: unknown;
    while (full === undefined) {
      const result = await store
        .append('t', seq, eventsOf('t', seq, 1, 'x'.repeat(20_000)))
        .catch((thrown: unknown) => void (full = thrown));
      if (result?.ok) seq++;
    }
    expect(full).toMatchObject({ code: 'store_full' });
    expect((await store.read('t')).length).toBe(seq);
    rmSync(join(disk, 'ballast'));
    expect(await store.append('t', seq, eventsOf('t', seq, 1))).toEqual({ ok: true });
    store.close();
  },
);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'twelvefold-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (thrown) {
    return TwelvefoldError.isInstance(thrown) ? thrown : new Error('That is no TwelvefoldError.', { cause: thrown });
  }
  return undefined;
}

/** Only root may, and not in every container. */
function canMount(): boolean {
  const path = mkdtempSync(join(tmpdir(), 'twelvefold-mount-'));
  try {
    mkdirSync(path, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
    execFileSync('umount', [path]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}
