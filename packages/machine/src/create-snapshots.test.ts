import { defineAgent, fold, initialState, type Draft } from '@twelvefold/core';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { createAgent } from './create-agent.ts';
import { createSnapshots, type SnapshotsOptions } from './create-snapshots.ts';

const definition = defineAgent({ name: 'desk', instructions: '' });
const draftOf = (text: string): Draft => ({ step: 1, parts: [{ type: 'text', text }] });

afterEach(() => vi.unstubAllGlobals());

/** Snapshots of a draft that the test writes, with a count of how often the draft was built. */
function watching(pace: Pick<SnapshotsOptions, 'draftIntervalMs' | 'clock'> = {}) {
  let text = '';
  const read = vi.fn(() => ({ state: initialState, draft: text === '' ? undefined : draftOf(text) }));
  const initial = { state: initialState, isRestoring: false };
  const snapshots = createSnapshots({ definition, initial, read, ...pace });
  const write = (delta: string): void => {
    text += delta;
    snapshots.tell();
  };
  return { snapshots, write, read };
}

test('while nobody listens no draft is built, and whoever asks has the newest, built once', () => {
  const { snapshots, write, read } = watching();
  for (let delta = 0; delta < 1_000; delta++) write('a');
  expect(read).toHaveBeenCalledTimes(0);
  expect(snapshots.get().draft).toEqual(draftOf('a'.repeat(1_000)));
  expect(snapshots.get()).toBe(snapshots.get());
  expect(read).toHaveBeenCalledTimes(1);
});

test('who begins to listen has missed nothing, and is called from the next change on', () => {
  const { snapshots, write } = watching();
  write('a');
  const listener = vi.fn();
  const stop = snapshots.subscribe(listener);
  expect([listener.mock.calls.length, snapshots.get().draft]).toEqual([0, draftOf('a')]);
  write('b');
  expect([listener.mock.calls.length, snapshots.get().draft]).toEqual([1, draftOf('ab')]);
  stop();
  write('c');
  expect([listener.mock.calls.length, snapshots.get().draft]).toEqual([1, draftOf('abc')]);
});

test('where there are frames, a thousand changes are one draft and one call', () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  const { snapshots, write, read } = watching();
  const listener = vi.fn();
  snapshots.subscribe(listener);
  for (let delta = 0; delta < 1_000; delta++) write('a');
  const before = snapshots.get().draft;
  expect([before, read.mock.calls.length, listener.mock.calls.length, frames.length]).toEqual([undefined, 0, 0, 1]);
  frames[0]?.();
  expect([read.mock.calls.length, listener.mock.calls.length]).toEqual([1, 1]);
  expect(snapshots.get().draft).toEqual(draftOf('a'.repeat(1_000)));
});

test('with an interval, a draft is built and told once in it, the last one always, and a change of the rest at once', async () => {
  const clock = fakeClock();
  const { snapshots, write, read } = watching({ draftIntervalMs: 50, clock });
  const told: unknown[] = [];
  snapshots.subscribe(() => told.push(snapshots.get().rejection?.code ?? snapshots.get().draft));
  const pass = async (ms: number): Promise<void> => {
    clock.advance(ms);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  for (let ms = 0; ms < 50; ms++) {
    write('a');
    await pass(1);
  }
  expect([told, read.mock.calls.length]).toEqual([[draftOf('a'), draftOf('a'.repeat(50))], 2]);

  write('b');
  snapshots.refresh({ rejection: { code: 'not_running', message: '' } });
  expect([told.length, told.at(-1), snapshots.get().draft]).toEqual([3, 'not_running', draftOf(`${'a'.repeat(50)}b`)]);
  await pass(1_000);
  expect([told.length, clock.sleepers()]).toEqual([3, 0]);
});

test('an interval ends with the frame that is closest to it', async () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  const clock = fakeClock();
  const { snapshots, write } = watching({ draftIntervalMs: 50, clock });
  const listener = vi.fn();
  snapshots.subscribe(listener);
  const paintedMs: number[] = [];
  for (let ms = 0; ms < 500; ms++) {
    write('a');
    const before = listener.mock.calls.length;
    // 60 frames a second.
    if ((ms * 60) % 1000 < 60) for (const frame of frames.splice(0)) frame();
    if (listener.mock.calls.length > before) paintedMs.push(ms);
    clock.advance(1);
    await Promise.resolve();
  }
  for (const frame of frames.splice(0)) frame();
  expect(paintedMs).toEqual([0, 50, 100, 150, 200, 250, 300, 350, 400, 450]);
});

test('the phase is asked for once a state, not once a delta', async () => {
  const agent = createAgent(definition, { model: scriptedModel([{ text: 'Done.' }]) });
  await agent.send('Go');
  const events = (await agent.readEvents()).filter(({ type }) => !type.startsWith('model.'));
  const when = vi.fn(() => false);
  let text = '';
  let state = initialState;
  const snapshots = createSnapshots({
    definition: { flow: { states: {}, route: [{ when, to: 'review' }] } },
    initial: { state, isRestoring: false },
    read: () => ({ state, draft: draftOf(text) }),
  });
  snapshots.subscribe(() => undefined);
  state = fold(events);
  snapshots.tell();
  const asked = when.mock.calls.length;
  expect([asked > 0, snapshots.get().phase]).toEqual([true, 'thinking']);
  for (let delta = 0; delta < 100; delta++) {
    text += 'a';
    snapshots.tell();
  }
  expect([when.mock.calls.length, snapshots.get().draft]).toEqual([asked, draftOf(text)]);
});
