import { createSqliteStore } from '@twelvefold/stores/sqlite';
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Effect } from '../desk/desk.ts';
import { seedGroups, seedsOf } from '../how-many.ts';
import type { Outcome } from './action.ts';
import { findProblems } from './find-problems.ts';
import type { Answer, Ask } from './process.ts';
import { createRandom } from './random.ts';
import { runTrial } from './run-trial.ts';
import type { Shown, Tab } from './tab.ts';

const SEEDS = 500;
const AT_ONCE = 25;

let folder: string;
let path: string;
const effects = new Map<string, Effect[]>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twelvefold-trials-'));
  path = join(folder, 'threads.db');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test(`${seedsOf(SEEDS)} seeded interleavings of two processes on one SQLite file: one winner each, and they converge`, async () => {
  const processes = [startProcess('ann'), startProcess('bo')] as const;
  const store = createSqliteStore({ path });
  const failures: unknown[] = [];
  for (const seeds of seedGroups(SEEDS, AT_ONCE)) {
    const found = await Promise.all(
      seeds.map(async (seed) => {
        const threadId = `t${seed}`;
        const tabs = [processes[0].tab(threadId), processes[1].tab(threadId)] as const;
        const trial = await runTrial(tabs, createRandom(seed));
        await Promise.all(tabs.map((tab) => tab.close()));
        return { seed, problems: findProblems(await store.read(threadId), effects.get(threadId) ?? [], trial) };
      }),
    );
    failures.push(...found.filter(({ problems }) => problems.length > 0));
  }
  store.close();
  for (const { end } of processes) end();
  expect(failures).toEqual([]);
}, 300_000);

function startProcess(person: string) {
  const child = fork(join(import.meta.dirname, 'process.ts'), [path, person]);
  const waiting = new Map<number, (value: never) => void>();
  let asked = 0;
  child.on('message', (answer: Answer) => {
    if ('effect' in answer) {
      effects.set(answer.threadId, [...(effects.get(answer.threadId) ?? []), answer.effect]);
      return;
    }
    waiting.get(answer.id)?.(answer.value as never);
    waiting.delete(answer.id);
  });
  const ask = <T>(threadId: string, what: Ask['what']): Promise<T> =>
    new Promise((resolve) => {
      const id = ++asked;
      waiting.set(id, resolve);
      child.send({ id, threadId, what } satisfies Ask);
    });
  const tab = (threadId: string): Tab => ({
    act: (action) => ask<Outcome>(threadId, action),
    look: () => ask<Shown>(threadId, 'look'),
    close: () => ask<void>(threadId, 'close'),
  });
  return { tab, end: () => child.disconnect() };
}
