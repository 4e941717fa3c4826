import { createMemoryStore, type Store } from '@twelvefold/core';
import { fakePresence } from '@twelvefold/testing';
import { expect, test } from 'vitest';
import { createClerk } from '../desk/clerk.ts';
import { createDesk, type Effect } from '../desk/desk.ts';
import { seedGroups, seedsOf } from '../how-many.ts';
import { findProblems } from './find-problems.ts';
import { createRandom, type Random } from './random.ts';
import { runTrial } from './run-trial.ts';
import { openTab } from './tab.ts';

const SEEDS = 1_000;
const AT_ONCE = 50;

test(`${seedsOf(SEEDS)} seeded interleavings of two agents on one store that takes its time: one winner each, and they converge`, async () => {
  const failures: unknown[] = [];
  for (const seeds of seedGroups(SEEDS, AT_ONCE)) {
    const found = await Promise.all(seeds.map(async (seed) => ({ seed, problems: await problemsOf(seed) })));
    failures.push(...found.filter(({ problems }) => problems.length > 0));
  }
  expect(failures).toEqual([]);
}, 300_000);

async function problemsOf(seed: number): Promise<readonly string[]> {
  const random = createRandom(seed);
  const store = createMemoryStore();
  const presence = fakePresence();
  const effects: Effect[] = [];
  const definition = createDesk({
    record: async (effect) => {
      effects.push(effect);
      await pause(random);
    },
  });
  const open = (person: string) =>
    openTab({
      definition,
      model: createClerk(() => pause(random)),
      threadId: 't',
      person,
      visit: () => {
        const process = presence.open();
        return { store: { ...slow(store, random), presence: process }, leave: process.kill };
      },
    });
  const tabs = [open('ann'), open('bo')] as const;
  const trial = await runTrial(tabs, random);
  await Promise.all(tabs.map((tab) => tab.close()));
  return findProblems(await store.read('t'), effects, trial);
}

/** A store that takes a moment before and after it does something. */
function slow(store: Store, random: Random): Store {
  const after = async <T>(work: () => Promise<T>): Promise<T> => {
    await pause(random);
    const result = await work();
    await pause(random);
    return result;
  };
  return {
    append: (...args) => after(() => store.append(...args)),
    read: (...args) => after(() => store.read(...args)),
    subscribe: store.subscribe,
  };
}

function pause(random: Random): Promise<void> {
  const delayMs = random.below(4);
  return delayMs === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, delayMs - 1));
}
