import { createMemoryStore, type Store } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { makeDesk } from '../test/desk.ts';
import { settled } from '../test/frames.ts';
import { handModel } from '../test/hand-model.ts';
import { modes } from '../test/modes.tsx';
import { lookAt } from './look-at.ts';
import { useTimeline } from './use-timeline.ts';

describe.each(modes)('$mode', ({ wrapper }) => {
  test('the log is read, grows with the thread, and has the state behind each event', async () => {
    const agent = createAgent(makeDesk(), { model: scriptedModel([{ text: 'One.' }, { text: 'Two.' }]) });
    await agent.send('Hi');
    await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
    const { result } = renderHook(() => useTimeline(agent), { wrapper });
    expect(result.current).toMatchObject({ isLoading: true, timeline: { events: [] }, problem: undefined });
    await waitFor(() => expect(result.current.isLoading).toBe(false));
    const { timeline } = result.current;
    expect(timeline.events).toEqual(await agent.readEvents());
    expect(timeline.stateAt(timeline.events.length)).toEqual(agent.getState());
    expect(timeline.stateAt(2).entries.map(({ kind }) => kind)).toEqual(['message']);

    await act(() => agent.send('More'));
    await waitFor(() => expect(result.current.timeline.events).toHaveLength(agent.getState().seq));
    expect(result.current.timeline).not.toBe(timeline);
    expect(result.current.timeline.stateAt(2)).toBe(timeline.stateAt(2));
    agent.dispose();
  });
});

test('it renders when something was logged, not while a reply streams, nor when somebody looks at the past', async () => {
  const model = handModel();
  const agent = createAgent(makeDesk(), { model });
  await agent.send('Hi');
  await vi.waitFor(() => expect(model.requests).toHaveLength(1));
  let renders = 0;
  const { result } = renderHook(() => {
    renders++;
    return useTimeline(agent);
  });
  await waitFor(() => expect(result.current.timeline.events).toHaveLength(3));
  const before = renders;
  for (const text of ['One', ' two', ' three']) {
    model.write(text);
    await act(settled);
  }
  await act(async () => void lookAt(agent, 1));
  expect(renders).toBe(before);
  model.finish();
  await waitFor(() => expect(result.current.timeline.events.at(-1)?.type).toBe('run.finished'));
  agent.dispose();
});

test('a log that cannot be read is a problem', async () => {
  const store: Store = { ...createMemoryStore(), read: () => Promise.reject(new Error('gone')) };
  const agent = createAgent(makeDesk(), { model: scriptedModel([]), store, thread: 't', autoStart: false });
  const { result } = renderHook(() => useTimeline(agent));
  await waitFor(() => expect(result.current.problem?.code).toBe('store_failed'));
  expect(result.current.timeline.events).toEqual([]);
});
