import { fold } from '@twelvefold/core';
import { createSqliteStore } from '@twelvefold/stores/sqlite';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';

test('one process asks and ends, another approves: the programs of the README of machine', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'twelvefold-two-processes-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const run = async (program: string, ...args: readonly string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, program), ...args], {
      cwd,
    });
    return stdout.trim();
  };
  const thread = await run('ask.ts');
  expect(await callsOf(cwd, thread)).toMatchObject([{ status: 'gated' }]);
  await run('approve.ts', thread);
  expect(await callsOf(cwd, thread)).toMatchObject([
    { status: 'succeeded', output: { refunded: 900 }, decisions: [{ kind: 'approved', by: { id: 'ada' } }] },
  ]);
});

async function callsOf(folder: string, thread: string) {
  const store = createSqliteStore({ path: join(folder, 'threads.db') });
  const { entries } = fold(await store.read(thread));
  store.close();
  return entries.filter(({ kind }) => kind === 'call');
}
