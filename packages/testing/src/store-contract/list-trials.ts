import { stamp, type ThreadQuery, type ThreadStore, type ThreadSummary } from '@twelvefold/core';
import { holds, refused, same } from './check.ts';
import { ann, eventsOf } from './events.ts';
import type { Trial } from './lab.ts';

export const listTrials: readonly Trial[] = [
  {
    name: '[R119] lists threads with what their events and their last writer said of them, newest first',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      await here.append('a', 0, eventsOf('a', 0, 3, { atMs: 1_000, text: '  Which\n invoices\u202E\0 are' }), {
        phase: 'thinking',
      });
      await here.append('b', 0, eventsOf('b', 0, 1, { atMs: 3_000, agent: 'clerk' }));
      await here.append('a', 3, eventsOf('a', 3, 1, { atMs: 2_000 }), { phase: 'done' });
      await there.fork('f', { threadId: 'a', seq: 2 }, eventsOf('f', 2, 1, { atMs: 4_000 }), { phase: 'paused' });
      const a = {
        threadId: 'a',
        agent: 'desk',
        title: 'Which invoices are 2',
        phase: 'done',
        seq: 4,
        createdAtMs: 1_000,
        updatedAtMs: 2_000,
      };
      const b = {
        threadId: 'b',
        agent: 'clerk',
        title: '',
        phase: 'unknown',
        seq: 1,
        createdAtMs: 3_000,
        updatedAtMs: 3_000,
      };
      const f = {
        ...a,
        threadId: 'f',
        phase: 'paused',
        seq: 3,
        createdAtMs: 4_000,
        updatedAtMs: 4_000,
        forkedFrom: { threadId: 'a', seq: 2 },
      };
      same(await there.list(), { threads: [f, b, a] }, 'The list');
      await here.append('b', 1, eventsOf('b', 1, 1, { atMs: 5_000, text: '😀'.repeat(100) }));
      const title = (await there.list({ agent: 'clerk' })).threads[0]?.title ?? '';
      holds(
        title.isWellFormed() && title.startsWith('😀') && title.length < 200,
        `A title is short and whole, not "${title}".`,
      );
    },
  },
  {
    name: '[R119] a fork in front of the first message has the title of its own',
    run: async ({ open }) => {
      const store = await open();
      await store.append('a', 0, eventsOf('a', 0, 2, { text: 'First' }));
      await store.fork('early', { threadId: 'a', seq: 1 }, eventsOf('early', 1, 1, { text: 'Edited' }));
      await store.fork('late', { threadId: 'a', seq: 2 }, eventsOf('late', 2, 1, { text: 'Edited' }));
      await store.fork('bare', { threadId: 'a', seq: 1 }, []);
      const titles = (await store.list()).threads.map(({ threadId, title }) => [threadId, title]);
      same(
        titles,
        [
          ['a', 'First 2'],
          ['bare', ''],
          ['early', 'Edited 2'],
          ['late', 'First 2'],
        ],
        'The titles',
      );
    },
  },
  {
    name: '[R119] every filter, alone and together',
    run: async ({ open }) => {
      const store = await open();
      for (let index = 0; index < 12; index++) {
        const agent = index % 2 === 0 ? 'desk' : 'clerk';
        await store.append(`t${index}`, 0, eventsOf(`t${index}`, 0, 2, { atMs: 1_000 + index, agent }), {
          phase: `p${index % 3}`,
        });
      }
      await store.fork('f', { threadId: 't3', seq: 1 }, eventsOf('f', 1, 1, { atMs: 900 }), { phase: 'flow:wait' });
      const found = async (query: ThreadQuery) => (await store.list(query)).threads.map(({ threadId }) => threadId);
      same(await found({ agent: 'clerk' }), ['t11', 't9', 't7', 't5', 't3', 't1', 'f'], 'By agent');
      same(await found({ agent: 'nobody' }), [], 'By another agent');
      same(await found({ phases: ['p2'] }), ['t11', 't8', 't5', 't2'], 'By phase');
      same(await found({ phases: ['p2', 'flow:wait', 'x'] }), ['t11', 't8', 't5', 't2', 'f'], 'By phases');
      same(await found({ phases: [] }), [], 'By no phase');
      same(await found({ updatedAfterMs: 1_009 }), ['t11', 't10'], 'After');
      same(await found({ updatedBeforeMs: 1_001 }), ['t0', 'f'], 'Before');
      same(await found({ forkedFrom: 't3' }), ['f'], 'Forks');
      same(await found({ forkedFrom: 't1' }), [], 'Forks of a thread that has none');
      await store.fork('g', { threadId: 't4', seq: 1 }, eventsOf('g', 1, 1, { atMs: 901 }), { phase: 'p0' });
      await store.fork('h', { threadId: 'f', seq: 2 }, eventsOf('h', 2, 1, { atMs: 902 }));
      same(await found({ forkedFrom: ['t3', 't1', 't4', 't3', 'unknown'] }), ['g', 'f'], 'Forks of several threads');
      same(await found({ forkedFrom: ['t3', 't4'], phases: ['p0'] }), ['g'], 'Forks of several threads by phase');
      same(await found({ forkedFrom: [] }), [], 'Forks of no thread');
      const first = await store.list({ forkedFrom: ['f', 't3', 't4'], limit: 2 });
      same(
        first.threads.map(({ threadId }) => threadId),
        ['h', 'g'],
        'The first forks of several threads',
      );
      same(
        await found({ forkedFrom: ['f', 't3', 't4'], limit: 2, cursor: first.nextCursor ?? '' }),
        ['f'],
        'The rest of the forks of several threads',
      );
      for (const id of ['g', 'h']) await store.delete(id);
      same(await found({ threadIds: ['t2', 'unknown', 't1'] }), ['t2', 't1'], 'By id');
      same(
        await found({ agent: 'desk', phases: ['p0', 'p1'], updatedAfterMs: 1_000, updatedBeforeMs: 1_010 }),
        ['t6', 't4'],
        'Together',
      );
      same(await found({ limit: 2, agent: 'desk' }), ['t10', 't8'], 'The first two');
    },
  },
  {
    name: '[R119] page by page, every thread is seen once, whatever is filtered, also those of the same time',
    run: async ({ open }) => {
      const store = await open();
      const ids = Array.from({ length: 60 }, (_, index) => `t${String(index).padStart(2, '0')}`);
      for (const [index, id] of ids.entries())
        await store.append(id, 0, eventsOf(id, 0, 1, { atMs: 1_000 + Math.floor(index / 15), agent: `a${index % 2}` }));
      const due = [45, 30, 15, 0].flatMap((from) => ids.slice(from, from + 15));
      for (const limit of [1, 7, 15, 60, 500]) same(await pages(store, { limit }), due, `Pages of ${limit}`);
      same((await store.list()).threads.length, 50, 'A page without a limit');
      const even = due.filter((id) => Number(id.slice(1)) % 2 === 0);
      same(await pages(store, { limit: 4, agent: 'a0' }), even, 'Pages of one agent');
      same((await store.list({ limit: 60 })).nextCursor, undefined, 'The cursor of the last page');
    },
  },
  {
    name: '[R119] while threads are begun, updated and deleted, pages skip and repeat none of the others',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      const ids = Array.from({ length: 30 }, (_, index) => `still-${String(index).padStart(2, '0')}`);
      for (const [index, id] of ids.entries()) {
        await here.append(id, 0, eventsOf(id, 0, 1, { atMs: 1_000 + index }));
        await here.append(`busy-${index}`, 0, eventsOf(`busy-${index}`, 0, 1, { atMs: 1_000 + index }));
      }
      let turn = 0;
      const seen = await pages(here, { limit: 3 }, async () => {
        const index = turn++;
        await there.append(`new-${index}`, 0, eventsOf(`new-${index}`, 0, 1, { atMs: 1_000 + index * 2 }));
        if (index < 15)
          await there.append(`busy-${29 - index}`, 1, eventsOf(`busy-${29 - index}`, 1, 1, { atMs: 5_000 }));
        if (index < 15) await there.delete(`busy-${index}`);
      });
      same(
        seen.filter((id) => id.startsWith('still')),
        ids.toReversed(),
        'Those that nothing happened to',
      );
      same(seen.length, new Set(seen).size, 'How many were seen');
    },
  },
  {
    name: '[R119] a limit, a time or a cursor that is none is refused',
    run: async ({ open }) => {
      const store = await open();
      for (const limit of [0, -1, 1.5, 501, Number.NaN, '5' as never])
        await refused(store.list({ limit }), 'invalid_use');
      for (const cursor of ['', 'x', '/', 'x/y', 7 as never]) await refused(store.list({ cursor }), 'invalid_use');
      await refused(store.list({ updatedAfterMs: Number.NaN }), 'invalid_use');
      await refused(store.list({ updatedBeforeMs: '1' as never }), 'invalid_use');
      for (const forkedFrom of [7 as never, null as never, ['t', 7 as never], ['a\0b']])
        await refused(store.list({ forkedFrom }), 'invalid_use');
    },
  },
  {
    name: '[R119] phases and names that not every database can hold are listed and found',
    run: async ({ open }) => {
      const store = await open();
      const [started] = stamp([{ type: 'thread.started', agent: { name: 'a\0\ud800', version: '1' } }], {
        threadId: 't',
        seq: 0,
        atMs: 1,
      });
      const [said] = stamp([{ type: 'message.received', source: 'ui', text: '\ud83d\0', by: ann }], {
        threadId: 't',
        seq: 1,
        atMs: 1,
      });
      await store.append('t', 0, started && said ? [started, said] : [], { phase: 'flow:\0' });
      const ids = ({ threads }: { readonly threads: readonly ThreadSummary[] }) =>
        threads.map(({ threadId }) => threadId);
      same(ids(await store.list({ agent: 'a\0\ud800' })), ['t'], 'By agent');
      same(ids(await store.list({ phases: ['flow:\0'] })), ['t'], 'By phase');
    },
  },
];

async function pages(
  store: ThreadStore,
  query: ThreadQuery,
  between?: () => Promise<void>,
): Promise<readonly string[]> {
  const seen: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await store.list({ ...query, ...(cursor !== undefined && { cursor }) });
    seen.push(...page.threads.map(({ threadId }) => threadId));
    cursor = page.nextCursor;
    if (cursor === undefined) return seen;
    await between?.();
  }
}
