import type { Event } from '@twelvefold/core';
import { holds, refused, same } from './check.ts';
import { eventsOf, holding } from './events.ts';
import type { Trial } from './lab.ts';

const ok = { ok: true };

export const appendTrials: readonly Trial[] = [
  {
    name: '[R113] appends behind the event that the writer has seen, and behind no other',
    run: async ({ open }) => {
      const store = await open();
      same(await store.append('t', 0, eventsOf('t', 0, 2)), ok, 'The first append');
      same(await store.append('t', 2, eventsOf('t', 2, 1)), ok, 'The second append');
      same(await store.append('t', 0, eventsOf('t', 0, 1)), { ok: false, seq: 3 }, 'A writer that has seen nothing');
      same(await store.append('t', 2, eventsOf('t', 2, 3)), { ok: false, seq: 3 }, 'A writer that is late');
      same(await store.append('t', 4, eventsOf('t', 4, 1)), { ok: false, seq: 3 }, 'A writer that has seen too much');
      same(await store.append('other', 1, eventsOf('other', 1, 1)), { ok: false, seq: 0 }, 'A gap at the beginning');
      same(await store.append('t', 3, []), ok, 'Nothing, at the end');
      same(await store.append('t', 2, []), { ok: false, seq: 3 }, 'Nothing, before the end');
      same(await store.read('t'), eventsOf('t', 0, 3), 'The log');
      same(await store.read('other'), [], 'The other log');
    },
  },
  {
    name: '[R113] another store on the same database reads what was appended, and gets the same refusals',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      await here.append('t', 0, eventsOf('t', 0, 2));
      same(await there.read('t'), eventsOf('t', 0, 2), 'The log over there');
      same(await there.append('t', 1, eventsOf('t', 1, 1)), { ok: false, seq: 2 }, 'A writer over there that is late');
      same(await there.append('t', 2, eventsOf('t', 2, 1)), ok, 'A writer over there');
      same(await here.read('t', 2), eventsOf('t', 2, 1), 'What came from there');
    },
  },
  {
    name: '[R159] refuses who takes another event for the last one, though it has the same seq',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      await here.append('t', 0, eventsOf('t', 0, 3, { atMs: 1_000 }));
      await here.fork('fork', { threadId: 't', seq: 2 }, []);
      const late = { ok: false, seq: 3 };
      await here.delete('t');
      same(await here.append('t', 0, eventsOf('t', 0, 3, { atMs: 2_000 }), { lastAtMs: 1_000 }), ok, 'Beginning anew');
      for (const store of [here, there]) {
        const more = eventsOf('t', 3, 1, { atMs: 3_000 });
        same(await store.append('t', 3, more, { lastAtMs: 1_000 }), late, 'A writer that saw the deleted thread');
        same(await store.append('t', 3, [], { lastAtMs: 1_000 }), late, 'Nothing, behind the deleted thread');
      }
      same(
        await there.append('t', 3, eventsOf('t', 3, 1, { atMs: 3_000 }), { lastAtMs: 2_000 }),
        ok,
        'Who saw the new one',
      );
      same(await here.append('t', 4, eventsOf('t', 4, 1, { atMs: 4_000 }), { lastAtMs: 3_000 }), ok, 'The next one');
      same(
        (await here.read('t')).map(({ atMs }) => atMs),
        [2_000, 2_000, 2_000, 3_000, 4_000],
        'The log',
      );
      same(
        await here.append('fork', 2, eventsOf('fork', 2, 1), { lastAtMs: 2_000 }),
        { ok: false, seq: 2 },
        'Another fork',
      );
      same(await here.append('fork', 2, eventsOf('fork', 2, 1), { lastAtMs: 1_000 }), ok, 'The fork that was there');
    },
  },
  {
    name: '[R113] of 24 that append at once, in two stores, one wins each time, and nothing is lost',
    run: async ({ open }) => {
      const stores = [await open(), await open()];
      await stores[0]?.append('t', 0, eventsOf('t', 0, 1));
      const seqs = await Promise.all(
        Array.from({ length: 24 }, async (_, index) => {
          const store = stores[index % 2];
          for (let seq = 1; store;) {
            const result = await store.append('t', seq, [holding('t', seq + 1, `writer ${index}`)]);
            if (result.ok) return seq + 1;
            holds(result.seq > seq, `A refusal behind ${seq} says that the thread is at ${result.seq}.`);
            seq = result.seq;
          }
          return 0;
        }),
      );
      same(
        [...seqs].toSorted((a, b) => a - b),
        Array.from({ length: 24 }, (_, index) => index + 2),
        'The seqs won',
      );
      const log = (await stores[1]?.read('t', 1)) ?? [];
      const due = seqs.map((seq, index) => holding('t', seq, `writer ${index}`));
      same(
        log,
        due.toSorted((a, b) => a.seq - b.seq),
        'The log',
      );
    },
  },
  {
    name: '[R113] of many that begin one thread at once, one wins',
    run: async ({ open }) => {
      const stores = [await open(), await open()] as const;
      const begin = (index: number) =>
        stores[index % 2 === 0 ? 0 : 1].append('t', 0, eventsOf('t', 0, 3, { text: `Writer ${index}` }));
      const results = await Promise.all(Array.from({ length: 20 }, (_, index) => begin(index)));
      const winners = results.flatMap((result, index) => (result.ok ? [index] : []));
      same(winners.length, 1, 'How many won');
      same(results.filter((result) => !result.ok).length, 19, 'How many lost');
      holds(
        results.every((result) => result.ok || result.seq === 3),
        'Each who lost is told where the thread is.',
      );
      same(await stores[0].read('t'), eventsOf('t', 0, 3, { text: `Writer ${winners[0]}` }), 'The log');
    },
  },
  {
    name: '[R113] events are appended all or none',
    run: async ({ open }) => {
      const store = await open();
      await store.append('t', 0, eventsOf('t', 0, 1));
      const [second, third] = eventsOf('t', 1, 2);
      await refused(
        store.append('t', 1, [second as Event, { ...third, note: () => 1 } as unknown as Event]),
        'not_json',
      );
      same(await store.read('t'), eventsOf('t', 0, 1), 'The log');
      same(await store.append('t', 1, eventsOf('t', 1, 1)), ok, 'What is appended then');
    },
  },
  {
    name: '[R114] what is no JSON is refused with its path',
    run: async ({ open }) => {
      const store = await open();
      const bad: readonly (readonly [value: unknown, path: string])[] = [
        [undefined, '$.data'],
        [() => 1, '$.data'],
        [{ deep: [1, { at: new Date(0) }] }, '$.data.deep[1].at'],
        [{ list: [Number.NaN] }, '$.data.list[0]'],
        [{ sum: Number.POSITIVE_INFINITY }, '$.data.sum'],
        [{ zero: -0 }, '$.data.zero'],
        [{ big: 10n }, '$.data.big'],
        [{ map: new Map() }, '$.data.map'],
        [[1, undefined, 3], '$.data[1]'],
        [
          {
            get time() {
              return 1;
            },
          },
          '$.data.time',
        ],
        [cycle(), '$.data.self'],
        [{ toJSON: () => 'other' }, '$.data.toJSON'],
      ];
      for (const [value, path] of bad)
        await refused(store.append('t', 0, [holding('t', 1, value as never)]), 'not_json', path);
      same(await store.read('t'), [], 'The log');
    },
  },
  {
    name: '[R114] events with gaps, of another thread or without their id are refused',
    run: async ({ open }) => {
      const store = await open();
      const [one, two, three] = eventsOf('t', 0, 3) as readonly [Event, Event, Event];
      await refused(store.append('t', 0, [one, three]), 'invalid_use');
      await refused(store.append('t', 0, [two, one]), 'invalid_use');
      await refused(store.append('t', 0, [two]), 'invalid_use');
      await refused(store.append('t', 0, [one, one]), 'invalid_use');
      await refused(store.append('t', 0, eventsOf('other', 0, 1)), 'invalid_use');
      await refused(store.append('t', 0, [{ ...one, id: 'x' }]), 'invalid_use');
      await refused(store.append('t', 0, [null as never]), 'invalid_use');
      for (const seq of [-1, 0.5, Number.NaN, '0' as never])
        await refused(store.append('t', seq, [one]), 'invalid_use');
      same(await store.read('t'), [], 'The log');
      same((await store.list()).threads, [], 'The list');
    },
  },
  {
    name: '[R114] ids that cannot be told apart everywhere are refused',
    run: async ({ open }) => {
      const store = await open();
      for (const id of ['a\0b', '\ud800', 'x'.repeat(2_049), 'ä'.repeat(1_025), 7 as never])
        await refused(store.append(id, 0, eventsOf(id, 0, 1)), 'invalid_use');
      await refused(store.read('\udfff'), 'invalid_use');
      await refused(store.delete('\0'), 'invalid_use');
    },
  },
];

function cycle(): object {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  return loop;
}
