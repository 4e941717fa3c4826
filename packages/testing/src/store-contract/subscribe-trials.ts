import { eventually, holds, pause, same } from './check.ts';
import { eventsOf } from './events.ts';
import type { Trial } from './lab.ts';

/** Long enough for what should not come. */
const QUIET_MS = 300;

export const subscribeTrials: readonly Trial[] = [
  {
    name: '[R120] tells who listens to a thread after each append, here and in other stores, until they leave',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      const heard = { here: 0, there: 0, other: 0 };
      const leave = [
        here.subscribe('t', () => heard.here++),
        there.subscribe('t', () => heard.there++),
        there.subscribe('other', () => heard.other++),
      ];
      await here.append('t', 0, eventsOf('t', 0, 1));
      await eventually(() => heard.here > 0 && heard.there > 0, 'Hearing of the first event');
      const before = { ...heard };
      await there.append('t', 1, eventsOf('t', 1, 1));
      await eventually(() => heard.here > before.here && heard.there > before.there, 'Hearing of the second event');
      await pause(QUIET_MS);
      for (const end of leave) end();
      for (const end of leave) end();
      const atEnd = { ...heard };
      await here.append('t', 2, eventsOf('t', 2, 1));
      await here.append('other', 0, eventsOf('other', 0, 1));
      await pause(QUIET_MS);
      same(heard, atEnd, 'What was heard after leaving');
      same(heard.other, 0, 'What was heard of the other thread');
    },
  },
  {
    name: '[R120] what a listener is told of can be read, and the seq it is told is there',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      const seen: { readonly told: number; readonly length: number }[] = [];
      const look = async (told = 0) => void seen.push({ told, length: (await there.read('t')).length });
      const leave = there.subscribe('t', (seq) => void look(seq).catch(() => undefined));
      for (let seq = 1; seq <= 3; seq++) {
        await here.append('t', seq - 1, eventsOf('t', seq - 1, 1));
        await eventually(() => seen.some(({ length }) => length === seq), `Hearing of event ${seq}`);
      }
      leave();
      for (const { told, length } of seen)
        holds(told <= length, `Event ${told} was told when ${length} could be read.`);
    },
  },
  {
    name: '[R120] no append is missed by who listens and then reads',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      let seen = 0;
      const look = async () => void (seen = Math.max(seen, (await there.read('t')).length));
      const leave = there.subscribe('t', () => void look().catch(() => undefined));
      await look();
      for (let seq = 0; seq < 40; seq++) await here.append('t', seq, eventsOf('t', seq, 1));
      await eventually(() => seen === 40, 'Seeing all events');
      leave();
    },
  },
  {
    name: '[R120] a refused append, and one of nothing, is told to nobody; a fork is, to who waits for it',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      await here.append('t', 0, eventsOf('t', 0, 2));
      await pause(QUIET_MS);
      let heard = 0;
      let forks = 0;
      there.subscribe('t', () => heard++);
      here.subscribe('t', () => heard++);
      there.subscribe('fork', () => forks++);
      // Whoever just subscribed may be told of what was there already.
      await pause(QUIET_MS);
      heard = 0;
      await here.append('t', 1, eventsOf('t', 1, 1));
      await here.append('t', 2, []);
      await here.fork('fork', { threadId: 't', seq: 1 }, eventsOf('fork', 1, 1));
      await eventually(() => forks > 0, 'Hearing of the fork');
      await pause(QUIET_MS);
      same(heard, 0, 'What was heard');
    },
  },
  {
    name: '[R120] a listener may leave, subscribe and append while it is told, and counts once for each subscription',
    run: async ({ open }) => {
      const store = await open();
      const heard: string[] = [];
      const both = () => void heard.push('both');
      const leaveBoth = store.subscribe('t', both);
      store.subscribe('t', both);
      let appended: Promise<unknown> | undefined;
      const leave = store.subscribe('t', () => {
        leave();
        leaveBoth();
        store.subscribe('t', () => heard.push('late'));
        appended = store.append('t', 1, eventsOf('t', 1, 1));
      });
      await store.append('t', 0, eventsOf('t', 0, 1));
      await eventually(() => heard.includes('late'), 'Hearing of what a listener appended');
      same(await appended, { ok: true }, 'The append of a listener');
      await pause(QUIET_MS);
      same(heard.toSorted(), ['both', 'both', 'both', 'late'], 'What was heard');
    },
  },
  {
    name: '[R120] who listens to a thread hears that it was deleted, here and elsewhere: its seq is 0',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      await here.append('t', 0, eventsOf('t', 0, 2));
      const heard: Record<'here' | 'there', (number | undefined)[]> = { here: [], there: [] };
      const leave = [
        here.subscribe('t', (seq) => heard.here.push(seq)),
        there.subscribe('t', (seq) => heard.there.push(seq)),
      ];
      // Whoever just subscribed may be told of what was there already.
      await pause(QUIET_MS);
      await here.delete('t');
      await eventually(() => heard.here.at(-1) === 0 && heard.there.at(-1) === 0, 'Hearing of the deletion');
      for (const end of leave) end();
    },
  },
  {
    name: '[R120] who listens to the whole store hears of threads that begin, go on, are forked and deleted, here and elsewhere',
    run: async ({ open }) => {
      const [here, there] = [await open(), await open()];
      if (!here.subscribeAll || !there.subscribeAll) return;
      const heard = { here: 0, there: 0 };
      const leave = [here.subscribeAll(() => heard.here++), there.subscribeAll(() => heard.there++)];
      const changes = [
        () => here.append('t', 0, eventsOf('t', 0, 2)),
        () => here.append('t', 2, eventsOf('t', 2, 1)),
        () => here.fork('fork', { threadId: 't', seq: 2 }, []),
        () => here.delete('t'),
      ];
      for (const [index, change] of changes.entries()) {
        const before = { ...heard };
        await change();
        await eventually(
          () => heard.here > before.here && heard.there > before.there,
          `Hearing of change ${index + 1}`,
        );
        await pause(QUIET_MS);
      }
      for (const end of leave) end();
      const atEnd = { ...heard };
      await there.append('new', 0, eventsOf('new', 0, 1));
      await pause(QUIET_MS);
      same(heard, atEnd, 'What was heard after leaving');
    },
  },
];
