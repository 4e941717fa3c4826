import { fakeClock, fakePresence } from '@twelvefold/testing';
import { expect, test } from 'vitest';
import { createDriver, type Driver } from './create-driver.ts';

function tab() {
  const presence = fakePresence();
  const driver = createDriver({ presence: presence.open(), clock: fakeClock(), threadId: () => 't' });
  return { driver, runners: presence.runners };
}

/** Something that is done as a runner, and takes as long as the test says. */
async function work(driver: Driver): Promise<() => Promise<void>> {
  const done = driver.begin();
  await driver.runner();
  return async () => {
    done();
    await settled();
  };
}

test('who left is there while something is under way, and gone after it, each time', async () => {
  const { driver, runners } = tab();
  const end = await work(driver);
  driver.leave();
  expect(runners()).toEqual(['runner-1']);
  const endLater = await work(driver);
  await end();
  expect(runners()).toEqual(['runner-1']);
  await endLater();
  expect(runners()).toEqual([]);
  const endLast = await work(driver);
  expect(runners()).toEqual(['runner-2']);
  await endLast();
  expect(runners()).toEqual([]);
  expect([driver.isMine('runner-1'), driver.isMine('runner-2')]).toEqual([true, true]);
});

test('who stays is there when nothing is under way', async () => {
  const { driver, runners } = tab();
  driver.leave();
  driver.stay();
  const end = await work(driver);
  await end();
  expect(runners()).toEqual(['runner-1']);
});

test('without presence nobody is known to be gone: waiting for it ends when it is aborted', async () => {
  const driver = createDriver({ presence: undefined, clock: fakeClock(), threadId: () => 't' });
  const waiting = new AbortController();
  const gone = driver.untilGone('runner-1', waiting.signal);
  waiting.abort(new Error('Enough.'));
  await expect(gone).rejects.toThrow('Enough.');
  await expect(driver.untilGone('runner-1', waiting.signal)).rejects.toThrow('Enough.');
});

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
}
