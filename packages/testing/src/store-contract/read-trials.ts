import type { Json } from '@twelvefold/core';
import { refused, same } from './check.ts';
import { eventsOf, holding, idsOf } from './events.ts';
import type { Trial } from './lab.ts';

/** Ids that are members of objects, look like something else, or are long. */
const ODD_IDS = [
  '',
  ' ',
  'constructor',
  '__proto__',
  'toString',
  'a/b/1',
  "'; DROP TABLE threads; --",
  '%_',
  'İstanbul 🧾 שלום',
  '\u202Etxt.exe',
  '\uFFFD',
  'e\u0301',
  '\u00E9',
  'T',
  't',
  'x'.repeat(1_024),
  '€'.repeat(682),
];

/** What text can hold that one encoding or another loses. */
const ODD_DATA: Json = {
  nul: 'a\0b',
  half: 'a\ud83d',
  otherHalf: '\ude00b',
  turned: '\ude00\ud83d',
  emoji: '👩‍👩‍👧 🏳️‍🌈',
  bidi: '\u202Eabc\u2066',
  lines: '\u2028\u2029\r\n\t\b\f\v',
  controls: Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)).join(''),
  decomposed: 'e\u0301 is not \u00E9',
  unassigned: '\uFFFE\uFFFF\u{10FFFF}',
  numbers: [0, 1e21, 5e-324, 1.7976931348623157e308, 2 ** 53, 0.1, -1.5],
  ['__proto__']: { polluted: true },
  constructor: { prototype: 1 },
  order: { b: 1, a: 2, 10: 3, 9: 4 },
  '': { '': [] },
  empty: [{}, [], '', null, false],
};

export const readTrials: readonly Trial[] = [
  {
    name: '[R115] reads the events after one and up to another, in order',
    run: async ({ open }) => {
      const store = await open();
      await store.append('t', 0, eventsOf('t', 0, 5));
      const log = eventsOf('t', 0, 5);
      same(await store.read('t'), log, 'All');
      same(await store.read('t', 0), log, 'After none');
      same(await store.read('t', 3), log.slice(3), 'After the third');
      same(await store.read('t', 1, 3), log.slice(1, 3), 'After the first, up to the third');
      same(await store.read('t', 0, 99), log, 'Up to one that is not there yet');
      same(await store.read('t', 5), [], 'After the last');
      same(await store.read('t', 99), [], 'After one that is not there yet');
      same(await store.read('t', 3, 2), [], 'A range that is none');
      same(await store.read('unknown'), [], 'An unknown thread');
      same(await store.read('constructor'), [], 'An unknown thread with the name of a member');
    },
  },
  {
    name: '[R115] threads with odd ids are threads of their own',
    run: async ({ open }) => {
      const store = await open();
      for (const id of ODD_IDS) {
        same(await store.read(id), [], `Thread ${JSON.stringify(id)} before it begins`);
        same(await store.append(id, 0, eventsOf(id, 0, 2)), { ok: true }, `Beginning ${JSON.stringify(id)}`);
      }
      for (const id of ODD_IDS) same(await store.read(id), eventsOf(id, 0, 2), `Thread ${JSON.stringify(id)}`);
      const { threads } = await store.list({ limit: 100 });
      same(threads.map(({ threadId }) => threadId).toSorted(), ODD_IDS.toSorted(), 'The list');
      for (const id of ODD_IDS) await store.delete(id);
      same((await store.list()).threads, [], 'The list after all were deleted');
    },
  },
  {
    name: '[R115] any text and any number is read back as it was written, in the order of its keys',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      const events = [...eventsOf('t', 0, 1), holding('t', 2, ODD_DATA)];
      await here.append('t', 0, events);
      same(JSON.stringify(await there.read('t')), JSON.stringify(events), 'The log');
      same(JSON.stringify(await here.read('t')), JSON.stringify(events), 'The log here');
    },
  },
  {
    name: '[R115] an event of 5 MB, and the deepest that there may be, are read back as they were written',
    run: async ({ open }) => {
      const store = await open();
      const huge = 'Grüße, 世界 🌍 '.repeat(400_000).slice(0, 5_000_000);
      let deep: Json = 'bottom';
      for (let level = 0; level < 499; level++) deep = level % 2 === 0 ? [deep] : { deep };
      const events = [...eventsOf('t', 0, 1), holding('t', 2, huge), holding('t', 3, deep)];
      same(await store.append('t', 0, events), { ok: true }, 'Appending them');
      same(JSON.stringify(await store.read('t')), JSON.stringify(events), 'The log');
      await refused(store.append('t', 3, [holding('t', 4, [[deep]])]), 'not_json');
    },
  },
  {
    name: '[R115] a thread of 10,000 events is read whole, in part, and by its end',
    run: async ({ open }) => {
      const store = await open();
      for (let seq = 0; seq < 10_000; seq += 1_000) await store.append('t', seq, eventsOf('t', seq, 1_000));
      same(
        (await store.read('t')).map(({ id }) => id),
        idsOf('t', 10_000),
        'All of it',
      );
      same(await store.read('t', 4_990, 5_010), eventsOf('t', 4_990, 20), 'Some of it');
      same(await store.read('t', 9_999), eventsOf('t', 9_999, 1), 'Its end');
      same(await store.append('t', 10_000, eventsOf('t', 10_000, 1)), { ok: true }, 'One more');
    },
  },
  {
    name: '[R115] what was read does not change when more is appended',
    run: async ({ open }) => {
      const store = await open();
      await store.append('t', 0, eventsOf('t', 0, 1));
      const log = await store.read('t');
      await store.append('t', 1, eventsOf('t', 1, 1));
      same(log, eventsOf('t', 0, 1), 'What was read');
    },
  },
];
