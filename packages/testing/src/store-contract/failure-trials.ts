import { refused, same } from './check.ts';
import { eventsOf, holding, noise } from './events.ts';
import type { Trial } from './lab.ts';

export const failureTrials: readonly Trial[] = [
  {
    name: '[R116] a full disk is store_full; the log stays as it was, can be read, and goes on once there is space',
    needs: 'fill',
    run: async (lab, { fill }) => {
      const store = await lab.open();
      await store.append('t', 0, eventsOf('t', 0, 2), { phase: 'idle' });
      const before = await store.list();
      const clear = await fill?.(lab);
      const tooMuch = [holding('t', 3, noise(4_000_000)), ...eventsOf('t', 3, 1)];
      await refused(store.append('t', 2, tooMuch), 'store_full');
      same(await store.read('t'), eventsOf('t', 0, 2), 'The log');
      same(await store.list(), before, 'The list');
      await refused(
        store.append('new', 0, [...eventsOf('new', 0, 1), holding('new', 2, noise(4_000_000))]),
        'store_full',
      );
      await refused(
        store.fork('fork', { threadId: 't', seq: 2 }, [holding('fork', 3, noise(4_000_000))]),
        'store_full',
      );
      same([await store.read('new'), await store.read('fork')], [[], []], 'What never began');
      await clear?.();
      same(await store.append('t', 2, tooMuch), { ok: true }, 'What is appended then');
      same((await store.read('t', 2)).length, 2, 'What is read then');
    },
  },
  {
    name: '[R116] an event that cannot be read is named, and not skipped',
    needs: 'rewrite',
    run: async (lab, { rewrite }) => {
      const broken: readonly (readonly [what: string, change: (json: string) => string | undefined])[] = [
        ['cut', (json) => json.slice(0, -1)],
        ['empty', () => ''],
        ['none', () => 'null'],
        ['missing', () => undefined],
        ['of another thread', (json) => json.replaceAll('"of another thread', '"other')],
        ['without a field', (json) => json.replace('"text"', '"words"')],
        ['with a text for a number', (json) => json.replace(/"atMs":\d+/, '"atMs":"soon"')],
      ];
      for (const [threadId, change] of broken) {
        const store = await lab.open();
        await store.append(threadId, 0, eventsOf(threadId, 0, 4));
        await rewrite?.(lab, { threadId, seq: 3 }, change);
        const reader = await lab.open();
        await refused(reader.read(threadId), 'store_corrupt', JSON.stringify(threadId), 'vent 3');
        await refused(reader.read(threadId, 2), 'store_corrupt', 'vent 3');
        same(await reader.read(threadId, 0, 2), eventsOf(threadId, 0, 2), `What comes before the event, ${threadId}`);
        same(await reader.read(threadId, 3), eventsOf(threadId, 3, 1), `What comes after the event, ${threadId}`);
      }
    },
  },
  {
    name: '[R116] a last event that is missing is named, too',
    needs: 'rewrite',
    run: async (lab, { rewrite }) => {
      const store = await lab.open();
      await store.append('t', 0, eventsOf('t', 0, 2));
      await rewrite?.(lab, { threadId: 't', seq: 2 }, () => undefined);
      await refused((await lab.open()).read('t'), 'store_corrupt', '"t"', 'vent 2');
    },
  },
  {
    name: '[R116] an event that a newer version wrote is store_newer, and says what to do',
    needs: 'rewrite',
    run: async (lab, { rewrite }) => {
      const store = await lab.open();
      await store.append('t', 0, eventsOf('t', 0, 2));
      await rewrite?.(lab, { threadId: 't', seq: 2 }, (json) => json.replace('"v":1', '"v":99'));
      await refused((await lab.open()).read('t'), 'store_newer', '"t"', '99', 'upgrade');
    },
  },
  {
    name: '[R116] a database that a newer version wrote is store_newer, says what to do, and is left alone',
    needs: 'outdate',
    run: async (lab, { outdate }) => {
      await (await lab.open()).append('t', 0, eventsOf('t', 0, 1));
      await outdate?.(lab);
      const opening = lab.open().then((store) => store.read('t'));
      await refused(opening, 'store_newer', 'newer version');
      await refused(
        lab.open().then((store) => store.append('t', 1, eventsOf('t', 1, 1))),
        'store_newer',
      );
    },
  },
];
