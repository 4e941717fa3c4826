import type { Presence, ThreadStore } from '@twelvefold/core';
import { eventually, holds, pause, same } from './check.ts';
import type { Trial } from './lab.ts';

/** Long enough for what should not come. */
const QUIET_MS = 500;

export const presenceTrials: readonly Trial[] = [
  {
    name: '[R122] a runner is there until it leaves, for others and for its own store; runners differ',
    needs: 'presence',
    run: async ({ open }) => {
      const [here, there] = [presenceOf(await open()), presenceOf(await open())];
      const [one, two] = [await here.enter(), await here.enter()];
      holds(one.runner !== two.runner, 'Two runners have the same id.');
      const gone: string[] = [];
      const stop = new AbortController();
      for (const [where, presence] of [
        ['here', here],
        ['there', there],
      ] as const)
        for (const [who, { runner }] of [
          ['one', one],
          ['two', two],
        ] as const)
          presence.untilGone(runner, stop.signal).then(
            () => gone.push(`${who} ${where}`),
            () => undefined,
          );
      await pause(QUIET_MS);
      same(gone, [], 'Who is gone before anybody left');
      one.leave();
      one.leave();
      await eventually(() => gone.length >= 2, 'Seeing that one left');
      await pause(QUIET_MS);
      same(gone.toSorted(), ['one here', 'one there'], 'Who is gone');
      stop.abort();
      two.leave();
    },
  },
  {
    name: '[R122] of a runner that cannot be seen nothing is said, and waiting can be aborted',
    needs: 'presence',
    run: async ({ open }) => {
      const presence = presenceOf(await open());
      const stop = new AbortController();
      const ends: unknown[] = [];
      for (const runner of [
        '',
        'unknown',
        'constructor',
        'pid:elsewhere:1:1-x',
        'pg:x:y',
        '6f0c2c1e-6d0a-4b7c-9a51-0f5c0b2a3d11',
      ])
        presence.untilGone(runner, stop.signal).then(
          () => ends.push(runner),
          (reason: unknown) => ends.push(reason),
        );
      await pause(QUIET_MS);
      same(ends, [], 'Who is gone');
      stop.abort('enough');
      await eventually(() => ends.length === 6, 'Ending');
      holds(
        ends.every((end) => end === 'enough'),
        'Waiting rejects with the reason of the signal.',
      );
      const late = await presence.untilGone('unknown', stop.signal).then(
        () => 'gone',
        (reason: unknown) => reason,
      );
      same(late, 'enough', 'Waiting with a signal that is aborted');
    },
  },
  {
    name: '[R122] one leads a thread at a time, in one store and over many, and the next one does once it stops',
    needs: 'presence',
    run: async ({ open }) => {
      const [here, there] = [presenceOf(await open()), presenceOf(await open())];
      const leading: string[] = [];
      const stops = new Map<string, AbortController>();
      for (const [who, presence] of [
        ['a', here],
        ['b', here],
        ['c', there],
        ['d', there],
      ] as const) {
        const stop = new AbortController();
        stops.set(who, stop);
        presence.lead('t', stop.signal).then(
          () => leading.push(who),
          () => undefined,
        );
      }
      for (let count = 1; count <= 4; count++) {
        await eventually(() => leading.length === count, `Leader ${count}`);
        await pause(QUIET_MS / 2);
        same(leading.length, count, 'How many lead or led');
        stops.get(leading.at(-1) ?? '')?.abort();
      }
      same(leading.toSorted(), ['a', 'b', 'c', 'd'], 'Who led');
    },
  },
  {
    name: '[R122] who waits for the lead can give up, and leads of other threads are others',
    needs: 'presence',
    run: async ({ open }) => {
      const [here, there] = [presenceOf(await open()), presenceOf(await open())];
      const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
      await here.lead('t', first.signal);
      await there.lead('other', third.signal);
      const waiting = there.lead('t', second.signal).then(
        () => 'leads',
        (reason: unknown) => reason,
      );
      await pause(QUIET_MS);
      second.abort('enough');
      same(await waiting, 'enough', 'Giving up');
      same(
        await here.lead('t', second.signal).then(
          () => 'leads',
          (reason: unknown) => reason,
        ),
        'enough',
        'Asking too late',
      );
      first.abort();
      await there.lead('t', third.signal);
      third.abort();
    },
  },
];

function presenceOf({ presence }: ThreadStore): Presence {
  if (!presence) throw new Error('The store has no presence: leave `presence` out of the options.');
  return presence;
}
