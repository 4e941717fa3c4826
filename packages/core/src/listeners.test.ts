import { expect, test } from 'vitest';
import { createListeners } from './listeners.ts';

test('[R97] of 10,000 threads that somebody listened to nothing is left when nobody does', () => {
  const listeners = createListeners();
  const heard: string[] = [];
  const ids = Array.from({ length: 10_000 }, (_, index) => `t-${index}`);
  const stops = ids.flatMap((id) => [listeners.subscribe(id, () => heard.push(id)), listeners.subscribe(id, () => {})]);
  const stopAll = listeners.subscribeAll(() => heard.push('any'));
  listeners.tell('t-77', 3);
  expect(heard).toEqual(['t-77', 'any']);
  expect([listeners.has('t-77'), listeners.has('other')]).toEqual([true, false]);
  for (const stop of stops) stop();
  expect([listeners.threadIds(), listeners.has('t-77'), listeners.hasAny()]).toEqual([[], false, true]);
  stopAll();
  listeners.tell('t-77', 4);
  expect([listeners.hasAny(), heard.length]).toEqual([false, 2]);
});
