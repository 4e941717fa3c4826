import { stamp, type Event } from '@twelvefold/core';
import { holds, refused, same } from './check.ts';
import { eventsOf, idsOf } from './events.ts';
import type { Trial } from './lab.ts';

const ok = { ok: true };

export const forkTrials: readonly Trial[] = [
  {
    name: '[R117] a fork begins with events of another thread under its own id, wherever it begins, and goes its own way',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      await here.append('base', 0, eventsOf('base', 0, 5));
      for (let seq = 1; seq <= 5; seq++) {
        const fork = `fork-${seq}`;
        const own = forked(fork, 'base', seq);
        same(await here.fork(fork, { threadId: 'base', seq }, own), ok, `Forking at ${seq}`);
        same(await there.read(fork), [...eventsOf(fork, 0, seq), ...own], `The fork at ${seq}`);
        same(await there.append(fork, seq + 1, eventsOf(fork, seq + 1, 2)), ok, `Appending to the fork at ${seq}`);
      }
      await here.append('base', 5, eventsOf('base', 5, 2, { text: 'Later' }));
      same(
        await here.read('fork-3'),
        [...eventsOf('fork-3', 0, 3), ...forked('fork-3', 'base', 3), ...eventsOf('fork-3', 4, 2)],
        'The third fork',
      );
      same(
        await here.read('fork-3', 1, 4),
        [...eventsOf('fork-3', 1, 2), ...forked('fork-3', 'base', 3)],
        'Some of it',
      );
      same(await here.read('fork-3', 3), [...forked('fork-3', 'base', 3), ...eventsOf('fork-3', 4, 2)], 'Its own part');
      same(
        await here.read('base'),
        [...eventsOf('base', 0, 5), ...eventsOf('base', 5, 2, { text: 'Later' })],
        'The base',
      );
    },
  },
  {
    name: '[R117] a fork without events of its own is there, and is appended to like any thread',
    run: async ({ open }) => {
      const store = await open();
      await store.append('base', 0, eventsOf('base', 0, 3));
      same(await store.fork('fork', { threadId: 'base', seq: 2 }, []), ok, 'Forking');
      same(await store.read('fork'), eventsOf('fork', 0, 2), 'The fork');
      same(await store.append('fork', 0, eventsOf('fork', 0, 1)), { ok: false, seq: 2 }, 'A writer that is late');
      same(await store.append('fork', 2, eventsOf('fork', 2, 1, { text: 'Else' })), ok, 'A writer');
      same(
        await store.read('fork'),
        [...eventsOf('fork', 0, 2), ...eventsOf('fork', 2, 1, { text: 'Else' })],
        'The fork then',
      );
    },
  },
  {
    name: '[R117] forks of forks of forks are read whole, also where they begin before their base does',
    run: async ({ open }) => {
      const store = await open();
      const [one, two, three, four] = ['one', 'two', 'three', 'four'] as const;
      await store.append(one, 0, eventsOf(one, 0, 4));
      await store.fork(two, { threadId: one, seq: 3 }, forked(two, one, 3));
      await store.append(two, 4, eventsOf(two, 4, 2));
      await store.fork(three, { threadId: two, seq: 5 }, forked(three, two, 5));
      await store.fork(four, { threadId: three, seq: 2 }, forked(four, three, 2));
      const second = [...eventsOf(two, 0, 3), ...forked(two, one, 3), ...eventsOf(two, 4, 2)];
      same(await store.read(two), second, 'The second');
      same(await store.read(three), [...moved(second.slice(0, 5), three), ...forked(three, two, 5)], 'The third');
      same(await store.read(four), [...eventsOf(four, 0, 2), ...forked(four, three, 2)], 'The fourth');
      same(await store.read(three, 2, 4), moved(second.slice(2, 4), three), 'What the third has of both');
    },
  },
  {
    name: '[R117] a fork of nothing, or behind the end, is refused, and so are events that do not follow',
    run: async ({ open }) => {
      const store = await open();
      await store.append('base', 0, eventsOf('base', 0, 3));
      const forkAt = (seq: number, threadId = 'base', own: readonly Event[] = []) =>
        store.fork('fork', { threadId, seq }, own);
      for (const seq of [0, 4, -1, 1.5, Number.NaN]) await refused(forkAt(seq), 'invalid_use');
      await refused(forkAt(1, 'unknown'), 'invalid_use', '"unknown"');
      await refused(forkAt(1, 'fork'), 'invalid_use');
      await refused(forkAt(2, 'base', eventsOf('fork', 0, 1)), 'invalid_use');
      await refused(forkAt(2, 'base', eventsOf('base', 2, 1)), 'invalid_use');
      same(await store.read('fork'), [], 'The fork');
      same((await store.list()).threads.length, 1, 'How many threads there are');
    },
  },
  {
    name: '[R117] a fork onto a thread that exists is refused like an append; of many at once, one wins',
    run: async ({ open }) => {
      const stores = [await open(), await open()] as const;
      await stores[0].append('base', 0, eventsOf('base', 0, 3));
      await stores[0].append('other', 0, eventsOf('other', 0, 2));
      const from = { threadId: 'base', seq: 3 };
      same(
        await stores[0].fork('other', from, forked('other', 'base', 3)),
        { ok: false, seq: 2 },
        'Forking onto another',
      );
      same(await stores[0].fork('base', from, []), { ok: false, seq: 3 }, 'Forking onto itself');
      const results = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          stores[index % 2 === 0 ? 0 : 1].fork('fork', from, forked('fork', 'base', 3)),
        ),
      );
      same(results.filter((result) => result.ok).length, 1, 'How many forked');
      holds(
        results.every((result) => result.ok || result.seq === 4),
        'Each who lost is told where the fork is.',
      );
      same(await stores[1].read('fork'), [...eventsOf('fork', 0, 3), ...forked('fork', 'base', 3)], 'The fork');
      same(await stores[1].read('other'), eventsOf('other', 0, 2), 'The other thread');
    },
  },
  {
    name: '[R118] a fork keeps all that it has of a long base that is deleted',
    run: async ({ open }) => {
      const store = await open();
      await store.append('base', 0, eventsOf('base', 0, 1_200));
      await store.fork('fork', { threadId: 'base', seq: 1_150 }, forked('fork', 'base', 1_150));
      await store.delete('base');
      same(await store.read('fork'), [...eventsOf('fork', 0, 1_150), ...forked('fork', 'base', 1_150)], 'The fork');
    },
  },
  {
    name: '[R118] a deleted thread is gone with all that was kept of it, and its id is free',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      await here.append('t', 0, eventsOf('t', 0, 3));
      await here.append('other', 0, eventsOf('other', 0, 1));
      await here.delete('t');
      await here.delete('t');
      await there.delete('unknown');
      for (const store of [here, there]) {
        same(await store.read('t'), [], 'The log');
        same(
          (await store.list()).threads.map(({ threadId }) => threadId),
          ['other'],
          'The list',
        );
      }
      same(await there.append('t', 3, eventsOf('t', 3, 1)), { ok: false, seq: 0 }, 'A writer that has seen it');
      same(await there.append('t', 0, eventsOf('t', 0, 1, { text: 'Anew' })), ok, 'A new thread of that id');
      same(await here.read('t'), eventsOf('t', 0, 1, { text: 'Anew' }), 'The new log');
    },
  },
  {
    name: '[R118] forks stay whole when what they were forked from is deleted, from either end',
    run: async ({ open }) => {
      for (const order of [
        ['one', 'two', 'three'],
        ['two', 'one', 'three'],
        ['three', 'two', 'one'],
        ['two', 'three', 'one'],
      ]) {
        const store = await open();
        const names = ['one', 'two', 'three', 'beside', 'before'] as const;
        const [one, two, three, beside, before] = names;
        await store.append(one, 0, eventsOf(one, 0, 4));
        await store.fork(two, { threadId: one, seq: 3 }, forked(two, one, 3));
        await store.append(two, 4, eventsOf(two, 4, 2));
        await store.fork(three, { threadId: two, seq: 5 }, forked(three, two, 5));
        await store.fork(beside, { threadId: two, seq: 6 }, forked(beside, two, 6));
        await store.fork(before, { threadId: two, seq: 2 }, forked(before, two, 2));
        const logs = new Map(await Promise.all(names.map(async (name) => [name, await store.read(name)] as const)));
        for (const [count, gone] of order.entries()) {
          await store.delete(gone);
          const left = names.filter((name) => !order.slice(0, count + 1).includes(name));
          for (const name of left) same(await store.read(name), logs.get(name), `${name}, once ${gone} is deleted`);
          same(await store.read(gone), [], gone);
        }
        same(await store.append(beside, 7, eventsOf(beside, 7, 1)), ok, 'Appending to a fork that is left');
        same(await store.append(one, 0, eventsOf(one, 0, 1)), ok, 'Beginning the first anew');
        same(
          (await store.read(before)).map(({ id }) => id),
          idsOf(before, 3),
          'A fork of the first that was',
        );
        for (const name of names) await store.delete(name);
      }
    },
  },
  {
    name: '[R118] deleting while others append and fork loses nothing of theirs',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      await here.append('base', 0, eventsOf('base', 0, 20));
      const from = { threadId: 'base', seq: 20 };
      const forks = Array.from({ length: 8 }, (_, index) => `fork-${index}`);
      const fork = async (name: string) => {
        const result = await there.fork(name, from, forked(name, 'base', 20)).catch(() => undefined);
        return result?.ok ? [name] : [];
      };
      const made = await Promise.all([
        ...forks.slice(0, 4).map(fork),
        here.delete('base').then(() => []),
        ...forks.slice(4).map(fork),
      ]);
      same(await here.read('base'), [], 'The base');
      for (const name of made.flat())
        same(await here.read(name), [...eventsOf(name, 0, 20), ...forked(name, 'base', 20)], `The fork ${name}`);
      same((await there.list()).threads.map(({ threadId }) => threadId).toSorted(), made.flat().toSorted(), 'The list');
    },
  },
];

function forked(threadId: string, from: string, seq: number): readonly Event[] {
  return stamp([{ type: 'thread.forked', from: { threadId: from, seq } }], { threadId, seq, atMs: 1_000 });
}

function moved(events: readonly Event[], threadId: string): readonly Event[] {
  return events.map((event) => ({ ...event, threadId, id: `${threadId}/${event.seq}` }));
}
