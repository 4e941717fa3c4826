import { fold, phaseOf } from '@twelvefold/core';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { interleave } from '../interleave.ts';
import { judgeValue } from '../judge.ts';
import { desk } from '../node/desk.ts';
import { openStore } from '../node/open-database.ts';
import type { WaitingBytes, WaitingInput } from '../node/waiting-threads-task.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import { runInNode } from '../run-in-node.ts';
import type { Scenario } from '../scenario.ts';
import { medianOf, spreadOf } from '../spread.ts';
import { twelvefoldVersion } from '../version-of.ts';
import { waitingLog } from '../waiting-log.ts';

const script = new URL('../node/waiting-threads-task.ts', import.meta.url);
/** More than a page, and no fewer than agents are made for. */
const FEW = 500;
const WAITING = 'heap per waiting thread that nobody watches';

export const waitingThreads: Scenario = {
  name: 'waiting-threads',
  title: 'What do 10,000 threads that wait for an approval keep in memory?',
  notes: [
    'The threads are in an SQLite file. A waiting thread that nobody watches: the heap of a process that opened a file with 10,000 of them and listed a page, less that of one with 500, for each thread. Heap is `heapUsed` after garbage was collected several times; per agent is the difference that 500 of them make. The parsed log is what any viewer of a thread holds at least.',
  ],
  judge: (rows) => [
    judgeValue(rows, WAITING, { target: 'a waiting thread that nobody watches keeps less than 10 bytes', atMost: 10 }),
    judgeValue(rows, 'listeners after the agents were disposed', {
      target: 'a disposed agent listens to nothing',
      atMost: 0,
    }),
  ],
  run: async ({ isQuick }) => {
    // In memory where the system has a folder for that: thousands of appends would each wait for the disk.
    const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'twelvefold-bench-'));
    const live = isQuick ? 100 : 500;
    const [few, many] = [FEW, isQuick ? 1_000 : 10_000].map((threads) => ({
      threads,
      path: join(folder, `${threads}.db`),
    }));
    if (!few || !many) return [];
    try {
      for (const { path, threads } of [few, many]) await seed(path, threads);
      const took = await interleave([few, many], isQuick ? 1 : 3, ({ path }) => {
        const input: WaitingInput = { path, live };
        return runInNode<WaitingBytes>(script, input);
      });
      const idleHeap = (of: typeof few): number => medianOf((took.get(of) ?? []).map((each) => each.idleHeap));
      const perWaiting = Math.max(idleHeap(many) - idleHeap(few), 0) / (many.threads - few.threads);
      return rowsOf(took.get(many) ?? [], { perWaiting, threads: many.threads, live });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function seed(path: string, threads: number): Promise<void> {
  const store = openStore({ kind: 'sqlite', where: path });
  const phase = phaseOf(fold(waitingLog('t')), desk.flow);
  for (let index = 0; index < threads; index++) {
    const threadId = `waiting-${index}`;
    await store.append(threadId, 0, waitingLog(threadId), { phase });
  }
  await store.close?.();
}

interface Facts {
  readonly perWaiting: number;
  readonly threads: number;
  readonly live: number;
}

function rowsOf(times: readonly WaitingBytes[], { perWaiting, threads, live }: Facts): readonly Row[] {
  const values = (of: keyof WaitingBytes): ReturnType<typeof spreadOf> => spreadOf(times.map((time) => time[of]));
  const row = {
    scenario: 'waiting-threads',
    system: OURS,
    version: twelvefoldVersion,
    unit: 'bytes',
    better: 'less',
  } as const;
  const held = 'heap per thread that is watched';
  return [
    { ...row, metric: WAITING, value: perWaiting, note: `${threads} threads, against ${FEW}` },
    { ...row, metric: held, ...values('perLiveAgent'), note: `${live} live agents` },
    { ...row, metric: held, system: 'parsed log', version: '', ...values('perParsedLog') },
    { ...row, metric: 'heap per agent that was disposed', ...values('perDisposedAgent') },
    { ...row, metric: 'listeners after the agents were disposed', unit: 'count', ...values('listeningAfterDispose') },
    { ...row, metric: 'a page of 50 waiting threads: time', unit: 'ms', ...values('listMs') },
  ];
}
